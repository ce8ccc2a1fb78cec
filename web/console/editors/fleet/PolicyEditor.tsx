import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Check } from '../../../../common/contract/admission-policy.ts';
import { Card, Row } from '../../form/Card.tsx';
import { useField } from '../../form/draft.tsx';
import { NumberField, SwitchField, TextField } from '../../form/fields.tsx';
import { keysOf } from '../../form/options.ts';
import { isObject, type Json } from '../../json.ts';
import { useText } from '../../text.tsx';
import { CheckFields } from './CheckFields.tsx';
import { usePolicyText } from './policy-text.ts';
import { Simulation } from './Simulation.tsx';
import styles from '../../form/form.module.css';

const kinds = keysOf<Check['kind']>({ human: true, reading: true, real_name: true, reason: true, organisation: true, question: true, uid: true, sibling: true, contributor: true, high_trust: true });
type Kind = (typeof kinds)[number];

const kindOf = (check: Json): Kind | undefined => (isObject(check) ? kinds.find((kind) => kind === check['kind']) : undefined);

/** How one gets in: checks in their order, each with its options and what a wrong answer leads to. */
export function PolicyEditor() {
  const words = usePolicyText();
  return (
    <Card title={words('part_policy')} hint={words('policy_hint')}>
      <Checks />
      <SwitchField at={['admission', 'review']} label={words('review')} hint={words('review_hint')} />
      <Row>
        <NumberField at={['admission', 'chances']} label={words('chances')} hint={words('chances_hint')} placeholder="3" />
        <TextField at={['admission', 'strikeList']} label={words('strike_list')} hint={words('strike_list_hint')} placeholder="centre" maxLength={48} />
      </Row>
      <Row>
        <NumberField at={['admission', 'confirmHours']} label={words('confirm_hours')} hint={words('confirm_hint')} placeholder="24" />
        <NumberField at={['admission', 'offerHours']} label={words('offer_hours')} hint={words('offer_hint')} placeholder="24" />
      </Row>
      <Simulation />
    </Card>
  );
}

function Checks() {
  const t = useText();
  const words = usePolicyText();
  const { value, set, problem, id } = useField(['admission', 'checks']);
  const checks: readonly Json[] = Array.isArray(value) ? value : [];
  const free = kinds.filter((kind) => !checks.some((check) => kindOf(check) === kind));
  const [chosen, setChosen] = useState<Kind>();
  const next = chosen !== undefined && free.includes(chosen) ? chosen : free[0];
  const replace = (list: readonly Json[]) => set(list.length === 0 ? undefined : list);
  const swap = (from: number, to: number) => replace(checks.with(from, checks[to]).with(to, checks[from]));
  return (
    <fieldset id={id} className={styles.list} tabIndex={-1}>
      <legend className={styles.label}>{words('checks')}</legend>
      <p className={styles.hint}>{words('checks_hint')}</p>
      {problem !== undefined && <p className={styles.problem}>{problem}</p>}
      {checks.length > 0 && (
        <ol>
          {checks.map((check, index) => {
            const kind = kindOf(check);
            const name = kind === undefined ? t('field.kind') : words(`check_${kind}`);
            return (
              <li key={kind ?? index} className={styles.item}>
                <div className={styles.itemHead}>
                  <span>{index + 1}. {name}</span>
                  <ActionIcon variant="subtle" color="gray" size="sm" disabled={index === 0} aria-label={t('move_up', { name })} onClick={() => swap(index, index - 1)}><IconArrowUp size={15} aria-hidden /></ActionIcon>
                  <ActionIcon variant="subtle" color="gray" size="sm" disabled={index === checks.length - 1} aria-label={t('move_down', { name })} onClick={() => swap(index, index + 1)}><IconArrowDown size={15} aria-hidden /></ActionIcon>
                  <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('remove', { name })} onClick={() => replace(checks.filter((_other, other) => other !== index))}><IconTrash size={15} aria-hidden /></ActionIcon>
                </div>
                {kind !== undefined && <div className={styles.fields}><CheckFields kind={kind} at={['admission', 'checks', index]} /></div>}
              </li>
            );
          })}
        </ol>
      )}
      {next !== undefined && (
        <Row>
          <NativeSelect aria-label={words('check_choose')} value={next} data={free.map((kind) => ({ value: kind, label: words(`check_${kind}`) }))} onChange={(event) => setChosen(kinds.find((kind) => kind === event.currentTarget.value))} />
          <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => replace([...checks, { kind: next }])}>{words('check_add')}</Button>
        </Row>
      )}
    </fieldset>
  );
}
