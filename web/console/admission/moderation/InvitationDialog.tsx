import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { groupInvitationDays, groupInvitationUses } from '../../../../common/contract/entrances.ts';
import { priorities } from '../../../../common/contract/fleet.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { SearchableChoice, type Choice } from '../../form/SearchableChoice.tsx';
import records from '../../records/records.module.css';
import styles from '../admission.module.css';
import { useQueueDeeds, useQueueText } from '../queue/text.ts';

/** Makes an invitation, and shows its link this once. */
export function InvitationDialog({ fleets, fleet, close }: { fleets: readonly Choice[]; fleet: string | undefined; close(): void }) {
  const t = useQueueText();
  const { Form, busy, problem, secret } = useQueueDeeds();
  const [once] = useState(() => crypto.randomUUID?.() ?? String(Math.random()).slice(2).padEnd(12, '0'));
  const [copied, setCopied] = useState(false);
  const wrong = (...fields: string[]) => problem?.fields?.find(({ path }) => fields.some((field) => path === field || path.startsWith(`${field}.`)))?.message;
  if (secret !== undefined) {
    const copy = () => void navigator.clipboard?.writeText(secret).then(() => setCopied(true));
    return (
      <Dialog title={t('invitation_link')} closeLabel={t('close')} close={close}>
        <p>{t('invitation_link_hint')}</p>
        <code className={styles.link}>{secret}</code>
        <div className={records.paging}>
          <Button data-autofocus onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>
          <Button variant="default" onClick={close}>{t('close')}</Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('invitations_new')} closeLabel={t('close')} close={close}>
      <Form method="post" className={records.form}>
        <input type="hidden" name="once" value={once} />
        <SearchableChoice name="fleet" label={t('invitation_fleet')} data={fleets} start={fleet ?? fleets[0]?.value} error={wrong('fleet')} first />
        <div className={records.pair}>
          <TextInput name="days" type="number" min={groupInvitationDays.least} max={groupInvitationDays.most} label={t('invitation_days')} description={t('invitation_days_hint')} defaultValue={groupInvitationDays.usual} error={wrong('days')} required />
          <TextInput name="uses" type="number" min={groupInvitationUses.least} max={groupInvitationUses.most} label={t('invitation_uses')} defaultValue={groupInvitationUses.usual} error={wrong('uses')} required />
        </div>
        <NativeSelect name="priority" label={t('invitation_priority')} description={t('invitation_priority_hint')} data={[{ value: '', label: t('invitation_priority_none') }, ...priorities.map((value) => ({ value, label: t(`priority.${value}`) }))]} error={wrong('priority')} />
        <TextInput name="email" type="email" label={t('invitation_account')} description={t('invitation_account_hint')} error={wrong('account')} maxLength={254} />
        <TextInput name="note" label={t('invitation_note')} error={wrong('note')} maxLength={300} />
        <Button type="submit" disabled={busy}>{t('invitation_make')}</Button>
      </Form>
    </Dialog>
  );
}
