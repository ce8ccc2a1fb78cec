import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Dialog } from '../../../ui/Dialog.tsx';
import records from '../../records/records.module.css';
import { useQueueDeeds, useQueueText } from '../queue/text.ts';
import type { FleetChoice } from './fleet-choices.ts';

/** Asks whom, where, why and until when. */
export function BanDialog({ fleets, person, close }: { fleets: readonly FleetChoice[]; person: string; close(): void }) {
  const t = useQueueText();
  const { Form, busy, problem } = useQueueDeeds({ done: close });
  const wrong = (field: string) => problem?.fields?.find(({ path }) => path === field)?.message;
  return (
    <Dialog title={t('ban_title')} closeLabel={t('close')} close={close}>
      <Form method="post" className={records.form}>
        <input type="hidden" name="do" value="ban" />
        <TextInput name="person" label={t('ban_person')} description={t('ban_person_hint')} defaultValue={person} required maxLength={36} error={wrong('person')} data-autofocus />
        <NativeSelect name="fleet" label={t('ban_where')} data={[...fleets, { value: '', label: t('ban_everywhere') }]} error={wrong('fleet')} />
        <Textarea name="reason" label={t('ban_reason')} required maxLength={600} autosize minRows={2} error={wrong('reason')} />
        <TextInput name="until" type="date" label={t('ban_until')} description={t('ban_until_hint')} error={wrong('until')} />
        {problem !== undefined && (problem.fields ?? []).length === 0 && <p role="alert" className={records.wrong}>{problem.title}</p>}
        <Button type="submit" disabled={busy}>{t('ban_add')}</Button>
      </Form>
    </Dialog>
  );
}
