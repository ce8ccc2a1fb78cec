import type { GroupEntry, Intake } from '../../../../common/contract/fleet.ts';
import { lastPlace, termName } from '../../../../common/solar-terms.ts';
import { Row } from '../../form/Card.tsx';
import { DocumentsField } from '../../form/DocumentsField.tsx';
import { useField } from '../../form/draft.tsx';
import { ChoiceField, NumberField, TextField } from '../../form/fields.tsx';
import { KeyField } from '../../form/KeyField.tsx';
import { LinesOfText } from '../../form/LinesOfText.tsx';
import { LocalizedField } from '../../form/LocalizedField.tsx';
import { keysOf } from '../../form/options.ts';
import type { Location } from '../../json.ts';
import { useLocale, useText } from '../../text.tsx';
import { YesNoField } from './YesNoField.tsx';
import { usePolicyText } from './policy-text.ts';

const states = keysOf<NonNullable<GroupEntry['state']>>({ preparing: true, active: true, archived: true, dissolved: true });
const intakes = keysOf<Intake>({ open: true, diverting: true, frozen: true, closed: true });
const sizes = keysOf<NonNullable<GroupEntry['size']>>({ standard: true, super: true, cross_company: true });

/** One room of a fleet. It is dissolved on the page of the groups, where it is told how many seats end. */
export function GroupFields({ at }: { at: Location }) {
  const t = useText();
  const words = usePolicyText();
  const { value: state } = useField([...at, 'state']);
  return (
    <>
      <LocalizedField at={[...at, 'name']} label={t('field.name')} hint={words('group_name_hint')} />
      <Row>
        <TermField at={[...at, 'term']} />
        <KeyField at={at} from={[...at, 'name']} />
      </Row>
      <Row>
        <ChoiceField at={[...at, 'intake']} label={t('field.intake')} none={t('intake_default')} options={intakes.filter((value) => value !== 'open').map((value) => ({ value, label: t(`intake.${value}`) }))} />
        <ChoiceField at={[...at, 'state']} label={t('field.state')} usual="active" options={states.filter((value) => value !== 'dissolved' || state === value).map((value) => ({ value, label: t(`state.${value}`) }))} />
      </Row>
      <Row>
        <TextField at={[...at, 'number']} label={t('field.number')} maxLength={20} />
        <TextField at={[...at, 'handle']} label={t('field.handle')} maxLength={64} />
        <TextField at={[...at, 'link']} label={t('field.link')} type="url" placeholder="https://" />
      </Row>
      <Row>
        <YesNoField at={[...at, 'public']} label={words('public')} none={words('as_fleet')} />
        <ChoiceField at={[...at, 'size']} label={words('size')} none={words('as_fleet')} options={sizes.map((value) => ({ value, label: words(`size_${value}`) }))} />
        <TextField at={[...at, 'organisation']} label={words('organisation')} hint={words('organisation_hint')} maxLength={120} />
      </Row>
      <LocalizedField at={[...at, 'owner']} label={words('owner')} />
      <LocalizedField at={[...at, 'note']} label={t('field.note')} />
      <LinesOfText at={[...at, 'conditions']} label={t('field.conditions')} most={10} />
      <DocumentsField at={[...at, 'documents']} />
    </>
  );
}

/** The place of a group in the line of solar terms, with the name that it gives. */
function TermField({ at }: { at: Location }) {
  const t = useText();
  const { language } = useLocale();
  const { value } = useField(at);
  const name = typeof value === 'number' && value >= 1 && value <= lastPlace ? termName(value, language) : t('term_none');
  return <NumberField at={at} label={t('field.term')} hint={name} placeholder="1" />;
}
