import { Button } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import type { InvitationState } from '../../../common/contract/staff.ts';
import { Mark, type Tone } from '../PageHead.tsx';
import { useRoleWords } from '../people/RoleWords.tsx';
import { useDeeds } from '../people/use-deeds.ts';
import { usePeopleText } from '../people/use-people-text.ts';
import type { StaffData } from './staff-data.ts';
import styles from '../records/records.module.css';

const tones: Readonly<Record<InvitationState, Tone>> = { open: 'info', expired: 'soon', accepted: 'good', revoked: 'plain' };

/** Who was invited, by whom, to what, and how it stands. */
export function Invitations({ invitations, nextInvitations, pagedInvitations, scopes, mayManage }: Pick<StaffData, 'invitations' | 'nextInvitations' | 'pagedInvitations' | 'scopes' | 'mayManage'>) {
  const words = usePeopleText();
  const { role } = useRoleWords(scopes);
  const { send, busy } = useDeeds();
  const [query] = useSearchParams();
  const at = (after?: string) => `?${new URLSearchParams([...[...query].filter(([name]) => name !== 'invitations'), ...(after === undefined ? [] : [['invitations', after]])])}`;
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}><h2>{words('invitations')}</h2></div>
      <ul className={styles.list}>
        {invitations.length === 0 && <li className={styles.none}>{words('invitations_none')}</li>}
        {invitations.map((invitation) => (
          <li key={invitation.id} className={styles.row}>
            <span className={styles.typed}>
              {invitation.email}
              <small>{invitation.grants.map(role).join(words('list_comma'))}</small>
            </span>
            <span className={styles.detail} title={invitation.expires.exact}>
              {invitation.mailed ? (invitation.invitedBy === undefined ? '' : words('invitation_by', { name: invitation.invitedBy.name })) : words('invitation_machine')}
              {invitation.state === 'open' && <> · {words('invitation_until', { when: invitation.expires.words })}</>}
            </span>
            <Mark tone={tones[invitation.state]}>{words(`invitation.${invitation.state}`)}</Mark>
            {mayManage && (invitation.state === 'open' || invitation.state === 'expired') && (
              <span className={styles.buttons}>
                {invitation.mailed && <Button size="xs" variant="default" disabled={busy} onClick={() => send({ intent: 'resend-invitation', id: invitation.id })}>{words('invitation_again')}</Button>}
                {invitation.state === 'open' && <Button size="xs" variant="default" disabled={busy} onClick={() => send({ intent: 'revoke-invitation', id: invitation.id })}>{words('invitation_revoke')}</Button>}
              </span>
            )}
          </li>
        ))}
      </ul>
      <div className={styles.paging}>
        {pagedInvitations && <Button component={Link} variant="default" preventScrollReset to={at()}>{words('invitations_newest')}</Button>}
        {nextInvitations !== undefined && <Button component={Link} variant="default" preventScrollReset to={at(nextInvitations)}>{words('invitations_older')}</Button>}
      </div>
    </section>
  );
}
