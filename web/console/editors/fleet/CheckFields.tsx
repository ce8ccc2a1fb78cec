import { saysWhenWrong, usualEffects, wrongEffects, type Check } from '../../../../common/contract/admission-policy.ts';
import { Row } from '../../form/Card.tsx';
import { ChoiceField, LinesField, ReferenceField, ReferencesField, SwitchField } from '../../form/fields.tsx';
import { LinesOfText } from '../../form/LinesOfText.tsx';
import { LocalizedField } from '../../form/LocalizedField.tsx';
import type { Location } from '../../json.ts';
import { useText } from '../../text.tsx';
import { usePolicyText } from './policy-text.ts';
import styles from '../../form/form.module.css';

/** What one check asks, in plain words, with its options and what a wrong answer leads to. */
export function CheckFields({ kind, at }: { kind: Check['kind']; at: Location }) {
  const words = usePolicyText();
  const usual = usualEffects[kind];
  return (
    <>
      <p className={styles.hint}>{words(`does_${kind}`)}</p>
      <Options kind={kind} at={at} />
      {saysWhenWrong(kind) && <ChoiceField at={[...at, 'whenWrong']} label={words('when_wrong')} none={words('wrong_usual', { usual: words(`wrong_${usual}`) })} options={wrongEffects.filter((effect) => effect !== usual).map((value) => ({ value, label: words(`wrong_${value}`) }))} />}
    </>
  );
}

function Options({ kind, at }: { kind: Check['kind']; at: Location }) {
  const t = useText();
  const words = usePolicyText();
  if (kind === 'reason') {
    return (
      <>
        <LinesOfText at={[...at, 'parts']} label={words('reason_parts')} most={6} addLabel={words('reason_part_add')} />
        <LocalizedField at={[...at, 'example']} label={words('reason_example')} />
      </>
    );
  }
  if (kind === 'organisation') return <LinesField at={[...at, 'organisations']} label={words('organisations')} hint={words('organisations_hint')} />;
  if (kind === 'question') {
    return (
      <>
        <LocalizedField at={[...at, 'question']} label={t('field.question')} required />
        <SwitchField at={[...at, 'review']} label={words('question_review')} />
      </>
    );
  }
  if (kind === 'uid') {
    return (
      <>
        <ReferenceField at={[...at, 'product']} section="products" label={t('field.product')} none="–" required />
        <Row>
          <LocalizedField at={[...at, 'label']} label={words('uid_label')} hint={words('uid_label_hint')} />
          <LocalizedField at={[...at, 'hint']} label={words('uid_hint')} />
        </Row>
      </>
    );
  }
  if (kind === 'sibling') return <ReferencesField at={[...at, 'fleets']} section="fleets" label={words('sibling_fleets')} hint={words('sibling_hint')} />;
  if (kind === 'contributor') {
    return (
      <>
        <LinesField at={[...at, 'repositories']} label={words('repositories')} hint={words('repositories_hint')} placeholder="github:owner/name" />
        <SwitchField at={[...at, 'required']} label={words('contributor_required')} />
      </>
    );
  }
  return null;
}
