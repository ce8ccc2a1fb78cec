import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Dialog } from '../../../ui/Dialog.tsx';
import records from '../../records/records.module.css';
import { useText } from '../../text.tsx';
import { fieldProblem, useCodeDeeds, useCodesText } from './use-text.ts';

/** Writes an announcement to the whole fleet or one of its groups. */
export function AnnounceDialog({ groups, close }: { groups: readonly { id: string; name: string }[]; close(): void }) {
  const t = useText();
  const words = useCodesText();
  const { Form, busy, problem } = useCodeDeeds({ done: close });
  return (
    <Dialog wide title={words('announce')} closeLabel={t('close')} close={close}>
      <Form method="post" className={records.form}>
        <input type="hidden" name="intent" value="announce" />
        {problem !== undefined && (problem.fields ?? []).length === 0 && <p className={records.wrong} role="alert">{problem.title}</p>}
        {groups.length > 1 && <NativeSelect name="group" label={words('announce_to')} data={[{ value: '', label: words('to_fleet') }, ...groups.map(({ id, name }) => ({ value: id, label: name }))]} />}
        <TextInput name="title" label={words('announce_title')} required withAsterisk={false} maxLength={120} error={fieldProblem(problem, 'title')} data-autofocus />
        <Textarea name="body" label={words('announce_body')} description={words('announce_body_hint')} required withAsterisk={false} maxLength={4000} autosize minRows={5} maxRows={16} error={fieldProblem(problem, 'body')} />
        <Checkbox name="confirm" value="1" label={words('announce_confirm')} />
        <div className={records.buttons}><Button type="submit" loading={busy}>{words('announce_send')}</Button></div>
      </Form>
    </Dialog>
  );
}
