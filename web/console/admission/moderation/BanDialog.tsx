import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { Dialog } from '../../../ui/Dialog.tsx';
import { SearchableChoice, type Choice } from '../../form/SearchableChoice.tsx';
import records from '../../records/records.module.css';
import { useQueueDeeds, useQueueText } from '../queue/text.ts';
import type { FoundPerson } from './people.ts';
import { PersonPicker } from './PersonPicker.tsx';

type Props = { fleets: readonly Choice[]; /** Whether who looks may bar wherever the list holds. */ everywhere: boolean; person: FoundPerson | undefined; fleet: string | undefined; undoBy(fields: Record<string, string>): void; close(): void };

/** Asks whom, where, why and until when. */
export function BanDialog({ fleets, everywhere, person, fleet, undoBy, close }: Props) {
  const t = useQueueText();
  const { Form, busy, problem } = useQueueDeeds({ done: close, undoBy });
  const wrong = (field: string) => problem?.fields?.find(({ path }) => path === field)?.message;
  const where = [...fleets, ...(everywhere ? [{ value: '', label: t('ban_everywhere') }] : [])];
  return (
    <Dialog title={t('ban_title')} closeLabel={t('close')} close={close}>
      <Form method="post" className={records.form}>
        <input type="hidden" name="do" value="ban" />
        <PersonPicker start={person} error={wrong('person')} />
        <SearchableChoice name="fleet" label={t('ban_where')} data={where} start={fleets.some(({ value }) => value === fleet) ? fleet : where[0]?.value} error={wrong('fleet')} />
        <Textarea name="reason" label={t('ban_reason')} required maxLength={600} autosize minRows={2} error={wrong('reason')} />
        <TextInput name="until" type="date" label={t('ban_until')} description={t('ban_until_hint')} error={wrong('until')} />
        <Checkbox name="takeOut" value="yes" label={t('ban_take_out')} description={t('ban_take_out_hint')} />
        {problem !== undefined && (problem.fields ?? []).length === 0 && <p role="alert" className={records.wrong}>{problem.title}</p>}
        <Button type="submit" disabled={busy}>{t('ban_add')}</Button>
      </Form>
    </Dialog>
  );
}
