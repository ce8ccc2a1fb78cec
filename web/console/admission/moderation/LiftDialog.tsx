import { Button, Textarea } from '@mantine/core';
import { Dialog } from '../../../ui/Dialog.tsx';
import records from '../../records/records.module.css';
import { useQueueDeeds, useQueueText } from '../queue/text.ts';

export type Lifted = { what: 'strike' | 'ban'; id: string; name: string };

/** Asks why before something counts no more; the reason stays beside it. */
export function LiftDialog({ lifted: { what, id, name }, undoBy, close }: { lifted: Lifted; undoBy(fields: Record<string, string>): void; close(): void }) {
  const t = useQueueText();
  const { Form, busy, problem } = useQueueDeeds({ done: close, undoBy });
  return (
    <Dialog title={t(what === 'strike' ? 'strike_lift_title' : 'ban_lift_title', { name })} closeLabel={t('close')} close={close}>
      <Form method="post" className={records.form}>
        <input type="hidden" name="do" value={`lift-${what}`} />
        <input type="hidden" name="id" value={id} />
        <Textarea name="reason" label={t('lift_reason')} required maxLength={600} autosize minRows={2} error={problem?.fields?.[0]?.message} data-autofocus />
        <Button type="submit" disabled={busy}>{t(what === 'strike' ? 'strike_lift' : 'ban_lift')}</Button>
      </Form>
    </Dialog>
  );
}
