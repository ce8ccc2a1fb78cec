import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { invitationDays } from '../../../common/contract/staff.ts';
import { languages } from '../../../common/contract/text.ts';
import { languageNames } from '../../../common/i18n/language-names.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useLocale, useText } from '../text.tsx';
import { RoleFields } from '../people/RoleWords.tsx';
import type { Scopes } from '../people/scopes.ts';
import { useDeeds } from '../people/use-deeds.ts';
import { usePeopleText } from '../people/use-people-text.ts';
import { rolesOfInvitation } from './invitation-roles.ts';
import styles from '../records/records.module.css';

/** Invites somebody by mail to one role or several. */
export function InviteDialog({ scopes, close }: { scopes: Scopes; close(): void }) {
  const t = useText();
  const words = usePeopleText();
  const { language } = useLocale();
  const { Form, busy, problem } = useDeeds({ done: close });
  const [roles, setRoles] = useState(1);
  const wrong = (path: string) => problem?.fields?.find((field) => field.path === path)?.message;
  return (
    <Dialog wide title={words('invite')} closeLabel={t('close')} close={close}>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="intent" value="invite" />
        {problem !== undefined && (problem.fields ?? []).length === 0 && <p className={styles.wrong} role="alert">{problem.title}</p>}
        <TextInput name="email" type="email" label={words('invite_email')} description={words('invite_email_hint')} required maxLength={254} error={wrong('email')} data-autofocus />
        {Array.from({ length: roles }, (_one, index) => (
          <div key={index} className={styles.pair}>
            <RoleFields scopes={scopes} suffix={String(index)} />
          </div>
        ))}
        {roles < rolesOfInvitation && (
          <Button variant="default" size="xs" style={{ alignSelf: 'flex-start' }} onClick={() => setRoles(roles + 1)}>
            {words('invite_more')}
          </Button>
        )}
        <div className={styles.pair}>
          <NativeSelect name="language" label={words('invite_language')} defaultValue={language} data={languages.map((value) => ({ value, label: languageNames[value] }))} />
          <TextInput name="days" type="number" min={invitationDays.least} max={invitationDays.most} defaultValue={invitationDays.usual} required label={words('invite_days')} error={wrong('days')} />
        </div>
        <Textarea name="note" label={words('invite_note')} maxLength={500} autosize minRows={2} maxRows={6} error={wrong('note')} />
        <Button type="submit" disabled={busy}>
          {words('invite_send')}
        </Button>
      </Form>
    </Dialog>
  );
}
