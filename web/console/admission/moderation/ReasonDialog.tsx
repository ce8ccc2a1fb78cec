import { Button, Textarea, TextInput } from '@mantine/core';
import type { RejectReason } from '../../../../common/contract/moderation.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { SearchableChoice, type Choice } from '../../form/SearchableChoice.tsx';
import records from '../../records/records.module.css';
import { useQueueDeeds, useQueueText } from '../queue/text.ts';

/** The words of a reason, in both languages; applicants read theirs. */
export function ReasonDialog({ reason, fleets, everywhere, close }: { reason: RejectReason | undefined; fleets: readonly Choice[]; everywhere: boolean; close(): void }) {
  const t = useQueueText();
  const { Form, busy, problem } = useQueueDeeds({ done: close });
  const wrong = (field: string) => problem?.fields?.find(({ path }) => path === field || path.startsWith(`${field}.`))?.message;
  const words = reason === undefined ? {} : typeof reason.text === 'string' ? { 'zh-CN': reason.text } : reason.text;
  return (
    <Dialog title={t(reason === undefined ? 'reasons_new' : 'reason_edit')} closeLabel={t('close')} close={close}>
      <Form method="post" className={records.form}>
        <input type="hidden" name="do" value={reason === undefined ? 'create' : 'update'} />
        {reason === undefined ? (
          <>
            <SearchableChoice name="fleet" label={t('reason_where')} data={[...(everywhere ? [{ value: '', label: t('reason_for_all') }] : []), ...fleets]} error={wrong('fleet')} />
            <TextInput name="key" label={t('reason_key')} description={t('reason_key_hint')} required maxLength={48} error={wrong('key')} />
          </>
        ) : (
          <>
            <input type="hidden" name="key" value={reason.key} />
            <input type="hidden" name="revision" value={reason.revision} />
          </>
        )}
        <Textarea name="chinese" label={t('reason_chinese')} defaultValue={words['zh-CN'] ?? ''} maxLength={600} autosize minRows={2} error={wrong('text')} data-autofocus />
        <Textarea name="english" label={t('reason_english')} defaultValue={words.en ?? ''} maxLength={600} autosize minRows={2} />
        {problem !== undefined && (problem.fields ?? []).length === 0 && <p role="alert" className={records.wrong}>{problem.title}</p>}
        <Button type="submit" disabled={busy}>{t('reason_save')}</Button>
      </Form>
    </Dialog>
  );
}
