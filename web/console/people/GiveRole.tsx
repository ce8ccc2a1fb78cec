import { Button } from '@mantine/core';
import { Dialog } from '../../ui/Dialog.tsx';
import { useText } from '../text.tsx';
import { RoleFields } from './RoleWords.tsx';
import type { Scopes } from './scopes.ts';
import { useDeeds } from './use-deeds.ts';
import { usePeopleText } from './use-people-text.ts';
import styles from '../records/records.module.css';

type Props = { scopes: Scopes; /** Who gets it, where the page is about several people. */ member?: { id: string; name: string }; close(): void };

/** Gives somebody a role in one of the places where who looks may give some. */
export function GiveRole({ scopes, member, close }: Props) {
  const t = useText();
  const words = usePeopleText();
  const { Form, busy, problem } = useDeeds({ done: close });
  const wrong = problem?.fields?.[0]?.message ?? problem?.title;
  return (
    <Dialog title={member === undefined ? words('role_give') : words('role_give_to', { name: member.name })} closeLabel={t('close')} close={close}>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="intent" value="grant" />
        {member !== undefined && <input type="hidden" name="id" value={member.id} />}
        {wrong !== undefined && <p className={styles.wrong} role="alert">{wrong}</p>}
        <RoleFields scopes={scopes} />
        <Button type="submit" disabled={busy}>{words('role_give')}</Button>
      </Form>
    </Dialog>
  );
}
