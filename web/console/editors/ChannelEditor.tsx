import { SegmentedControl, Switch, TextInput } from '@mantine/core';
import type { ChannelKind } from '../../../common/contract/channel.ts';
import { Card, Row } from '../form/Card.tsx';
import { useField, useForm } from '../form/draft.tsx';
import { EntriesField } from '../form/EntriesField.tsx';
import { ChoiceField, ChoicesField, NumberField, ReferencesField, SwitchField, TextField } from '../form/fields.tsx';
import { KeyField } from '../form/KeyField.tsx';
import { LocalizedField } from '../form/LocalizedField.tsx';
import { audienceOptions, keysOf, suitOptions } from '../form/options.ts';
import { isObject } from '../json.ts';
import { useLocale, useText } from '../text.tsx';
import { instantOf, localTime } from '../when.ts';
import styles from './editors.module.css';

const kinds = keysOf<ChannelKind>({ docs: true, assistant: true, ticket: true, email: true, phone: true, im: true, group: true, one_to_one: true, issue_tracker: true });

/** One way to get help. */
export function ChannelEditor() {
  const t = useText();
  return (
    <>
      <Card title={t('part_basic')}>
        <LocalizedField at={['name']} label={t('field.name')} hint={t('channel_name_hint')} required />
        <Row>
          <ChoiceField at={['kind']} label={t('field.kind')} required options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
          <KeyField from={['name']} />
        </Row>
        <LocalizedField at={['description']} label={t('field.description')} lines={2} />
        <ChoicesField at={['suits']} label={t('field.suits')} hint={t('channel_suits_hint')} options={suitOptions(t)} />
        <SwitchField at={['recommended']} label={t('field.recommended')} hint={t('channel_recommended_hint')} />
      </Card>
      <Card title={t('part_state')} hint={t('part_state_hint')}>
        <OutOfOrderFields />
      </Card>
      <Card title={t('part_entries')}>
        <EntriesField at={['entries']} most={12} quiet />
      </Card>
      <Card title={t('part_hours')} hint={t('part_hours_hint')}>
        <Row>
          <HoursField kind="acceptance" none={t('hours_left_out_always')} hint={t('hours_acceptance_hint')} />
          <HoursField kind="answering" none={t('hours_left_out_standard')} hint={t('hours_answering_hint')} />
          <HoursField kind="emergency" none={t('hours_left_out_emergency')} hint={t('hours_emergency_hint')} />
        </Row>
        <TextField at={['hoursLabel']} label={t('field.hoursLabel')} hint={t('channel_hours_label_hint')} maxLength={12} placeholder="5×8" className={styles.short ?? ''} />
      </Card>
      <Card title={t('part_promise')}>
        <PromiseFields />
      </Card>
      <Card title={t('part_who')}>
        <ChoicesField at={['audience']} label={t('field.audience')} hint={t('audience_hint')} options={audienceOptions(t)} />
        <ChoicesField at={['everyoneFor']} label={t('field.everyoneFor')} hint={t('everyone_for_hint')} options={suitOptions(t)} />
        <ReferencesField at={['products']} section="products" label={t('field.products')} hint={t('products_hint')} />
        <ReferencesField at={['readings']} section="readings" label={t('field.readings')} hint={t('channel_readings_hint')} />
        <LocalizedField at={['note']} label={t('field.note')} lines={2} />
      </Card>
    </>
  );
}

function HoursField({ kind, none, hint }: { kind: 'acceptance' | 'answering' | 'emergency'; none: string; hint: string }) {
  const t = useText();
  const { choices } = useForm();
  const options = [
    { value: 'always', label: t('hours.always') },
    { value: 'unstated', label: t('hours.unstated') },
    ...(choices.calendars ?? []).map(({ key, name }) => ({ value: key, label: name })),
  ];
  return <ChoiceField at={['hours', kind]} label={t(`field.${kind}`)} hint={hint} none={none} options={options} />;
}

function PromiseFields() {
  const t = useText();
  const promise = useField(['promise']);
  const kind = isObject(promise.value) ? String(promise.value['kind']) : 'none';
  return (
    <>
      <SegmentedControl
        id={promise.id}
        className={styles.segments ?? ''}
        aria-label={t('part_promise')}
        value={kind}
        data={[
          { value: 'none', label: t('promise_none') },
          { value: 'realtime', label: t('promise_realtime') },
          { value: 'within', label: t('promise_within') },
        ]}
        onChange={(next) => promise.set(next === 'none' ? undefined : next === 'within' ? { kind: 'within', minutes: 60 } : { kind: 'realtime' })}
      />
      {kind === 'within' && <NumberField at={['promise', 'minutes']} label={t('field.minutes')} hint={t('promise_minutes_hint')} />}
    </>
  );
}

function OutOfOrderFields() {
  const t = useText();
  const { timeZone } = useLocale();
  const state = useField(['outOfOrder']);
  const until = useField(['outOfOrder', 'until']);
  const isOut = isObject(state.value);
  return (
    <>
      <Switch id={state.id} label={t('out_of_order')} checked={isOut} onChange={(event) => state.set(event.currentTarget.checked ? { reason: '' } : undefined)} />
      {isOut && (
        <>
          <LocalizedField at={['outOfOrder', 'reason']} label={t('field.reason')} hint={t('out_of_order_reason_hint')} required />
          <TextInput
            id={until.id}
            type="datetime-local"
            className={styles.moment ?? ''}
            label={t('out_of_order_until', { zone: timeZone })}
            description={t('out_of_order_until_hint')}
            error={until.problem}
            value={typeof until.value === 'string' && !Number.isNaN(Date.parse(until.value)) ? localTime(until.value, timeZone) : ''}
            onChange={(event) => until.set(event.currentTarget.value === '' ? undefined : instantOf(event.currentTarget.value, timeZone))}
          />
        </>
      )}
    </>
  );
}
