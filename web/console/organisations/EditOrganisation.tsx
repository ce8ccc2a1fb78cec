import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { domainJoinings, type Organisation } from '../../../common/contract/organisations.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useText } from '../text.tsx';
import { fieldProblem, useDeeds } from './use-deeds.ts';
import { useOrganisationsText } from './use-text.ts';
import styles from '../records/records.module.css';

/** What an organisation is called, and what its domains do. */
export function EditOrganisation({ organisation: { name, aliases, note, domainJoining, revision }, close }: { organisation: Organisation; close(): void }) {
  const t = useText();
  const words = useOrganisationsText();
  const { Form, busy, problem } = useDeeds({ done: close });
  return (
    <Dialog title={name} closeLabel={t('close')} close={close}>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="intent" value="save" />
        <input type="hidden" name="revision" value={revision} />
        <TextInput name="name" label={words('name')} defaultValue={name} maxLength={120} required withAsterisk={false} data-autofocus error={fieldProblem(problem, 'name')} />
        <Textarea name="aliases" label={words('aliases')} description={words('aliases_hint')} defaultValue={aliases.join('\n')} autosize minRows={1} maxRows={6} error={fieldProblem(problem, 'aliases')} />
        <Textarea name="note" label={words('note')} description={words('note_hint')} defaultValue={note} autosize minRows={2} maxRows={8} maxLength={2000} />
        <NativeSelect name="domainJoining" label={words('domain_joining')} defaultValue={domainJoining} data={domainJoinings.map((value) => ({ value, label: words(`joining_${value}`) }))} />
        {problem !== undefined && problem.fields === undefined && <p className={styles.wrong} role="alert">{problem.title}</p>}
        <div className={styles.buttons}><Button type="submit" loading={busy}>{words('save')}</Button></div>
      </Form>
    </Dialog>
  );
}
