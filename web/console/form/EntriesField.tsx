import { NativeSelect } from '@mantine/core';
import type { Entry } from '../../../common/contract/channel.ts';
import { fieldPath, isObject, type Location } from '../json.ts';
import { useText } from '../text.tsx';
import { Row } from './Card.tsx';
import { fieldId, useField } from './draft.tsx';
import { ChoiceField, ReferenceField, SwitchField, TextField } from './fields.tsx';
import { LinesOfText } from './LinesOfText.tsx';
import { ListField } from './ListField.tsx';
import { LocalizedField } from './LocalizedField.tsx';
import { appOptions, keysOf } from './options.ts';

/** Every kind of way in; the record is complete, so a new kind does not compile without its fields. */
const entryKinds = keysOf<Entry['kind']>({ url: true, email: true, phone: true, account: true, qr: true, fleet: true, steps: true });
type EntryKind = Entry['kind'];

/** How people get in touch: each kind of way in brings its own fields. */
export function EntriesField({ at, most, quiet = false }: { at: Location; most: number; quiet?: boolean }) {
  const t = useText();
  return (
    <ListField
      at={at}
      label={t('field.entries')}
      hint={t('entries_hint')}
      quiet={quiet}
      addLabel={t('entry_add')}
      most={most}
      blank={() => ({ kind: 'url' })}
      itemLabel={(item, index) => t('entry_item', { number: index + 1, kind: t(`entry.${kindOf(item)}`) })}
    >
      {(place, item) => <EntryFields at={place} kind={kindOf(item)} />}
    </ListField>
  );
}

function kindOf(item: unknown): EntryKind {
  const kind = isObject(item) ? item['kind'] : undefined;
  return entryKinds.find((known) => known === kind) ?? 'url';
}

function EntryFields({ at, kind }: { at: Location; kind: EntryKind }) {
  const t = useText();
  const entry = useField(at);
  const label = isObject(entry.value) ? entry.value['label'] : undefined;
  return (
    <>
      <Row>
        <NativeSelect
          id={fieldId(fieldPath([...at, 'kind']))}
          label={t('field.kind')}
          value={kind}
          data={entryKinds.map((value) => ({ value, label: t(`entry.${value}`) }))}
          onChange={(event) => entry.set({ kind: event.currentTarget.value, ...(label === undefined ? {} : { label }) })}
        />
        <KindFields at={at} kind={kind} />
      </Row>
      {kind === 'steps' && <LinesOfText at={[...at, 'steps']} label={t('field.steps')} most={10} addLabel={t('step_add')} />}
      {kind === 'url' && <SwitchField at={[...at, 'qr']} label={t('field.qr')} />}
      <LocalizedField at={[...at, 'label']} label={t('field.label')} hint={t('entry_label_hint')} />
    </>
  );
}

function KindFields({ at, kind }: { at: Location; kind: EntryKind }) {
  const t = useText();
  switch (kind) {
    case 'url':
      return <TextField at={[...at, 'url']} label={t('field.url')} type="url" placeholder="https://" required />;
    case 'email':
      return <TextField at={[...at, 'address']} label={t('field.address')} type="email" placeholder="help@example.com" required />;
    case 'phone':
      return <TextField at={[...at, 'number']} label={t('field.number')} type="tel" placeholder="0731-8957 2759" required />;
    case 'account':
      return (
        <>
          <ChoiceField at={[...at, 'app']} label={t('field.app')} options={appOptions(t)} none="–" required />
          <TextField at={[...at, 'id']} label={t('field.id')} maxLength={80} required />
        </>
      );
    case 'qr':
      return <TextField at={[...at, 'content']} label={t('field.content')} maxLength={1000} required />;
    case 'fleet':
      return <ReferenceField at={[...at, 'fleet']} section="fleets" label={t('field.fleet')} none="–" required />;
    case 'steps':
      return <TextField at={[...at, 'url']} label={t('field.url')} type="url" placeholder="https://" />;
  }
}
