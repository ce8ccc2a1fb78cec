import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { roleNames } from '../../../common/contract/rights.ts';
import { pageContext } from '../../page-context.ts';
import { EmptyState, Mark, PageHead } from '../PageHead.tsx';
import { useAbout, useText } from '../text.tsx';
import { GiveRole } from '../people/GiveRole.tsx';
import { useRoleWords } from '../people/RoleWords.tsx';
import { scopeValue } from '../people/scopes.ts';
import { peopleTexts } from '../people/text.ts';
import { useDeeds, type Deed } from '../people/use-deeds.ts';
import { PeopleText, usePeopleText } from '../people/use-people-text.ts';
import { InviteDialog } from './InviteDialog.tsx';
import { Invitations } from './Invitations.tsx';
import { Policy } from './Policy.tsx';
import { readStaffData, type StaffData } from './staff-data.ts';
import { actOnStaff } from './staff-actions.ts';
import { Teams } from './Teams.tsx';
import styles from '../records/records.module.css';
import type { Route } from './+types/StaffPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const data = await readStaffData(page, new URL(request.url).searchParams);
  if (data === undefined) throw new Response(null, { status: 404 });
  return { ...data, texts: peopleTexts(page.language) };
}

export async function action({ context, request }: Route.ActionArgs): Promise<Deed> {
  const deed = await actOnStaff(context.get(pageContext), await request.formData());
  if (deed === undefined) throw new Response(null, { status: 404 });
  return deed;
}

export default function StaffPage({ loaderData }: Route.ComponentProps) {
  return (
    <PeopleText texts={loaderData.texts}>
      <Staff {...loaderData} />
    </PeopleText>
  );
}

/** Who helps and where, who is invited, teams, and what is asked of everyone. */
function Staff(data: StaffData) {
  const t = useText();
  const words = usePeopleText();
  const [, setQuery] = useSearchParams();
  const [inviting, setInviting] = useState(false);
  const { role, staff, scopes, mayManage, next, paged } = data;
  const address = (after?: string) => `?${new URLSearchParams({ ...(role === '' ? {} : { role }), ...(after === undefined ? {} : { after }) })}`;
  return (
    <>
      <PageHead title={t('staff')} hint={words('staff_hint')}>
        <NativeSelect
          aria-label={words('staff_filter')} value={role}
          data={[{ value: '', label: words('staff_everyone') }, ...roleNames.map((value) => ({ value: value as string, label: words(`role.${value}`) }))]}
          onChange={(event) => setQuery(event.currentTarget.value === '' ? {} : { role: event.currentTarget.value })}
        />
        {mayManage && <Button onClick={() => setInviting(true)}>{words('invite')}</Button>}
      </PageHead>
      {staff.length === 0 ? (
        <EmptyState title={words('staff_none')} hint={words('staff_none_hint')} />
      ) : (
        <ul className={styles.list} aria-label={words('staff_members')} style={{ maxWidth: 900 }}>
          {staff.map((member) => (
            <Member key={member.id} member={member} data={data} />
          ))}
        </ul>
      )}
      <div className={styles.paging}>
        {paged && <Button component={Link} variant="default" to={address()}>{words('newest')}</Button>}
        {next !== undefined && <Button component={Link} variant="default" to={address(next)}>{words('older')}</Button>}
      </div>
      <Invitations {...data} />
      <Teams teams={data.teams} mayEdit={data.mayEditTeams} />
      {data.policy !== undefined && <Policy policy={data.policy} mayDecide={data.mayDecide} />}
      {inviting && <InviteDialog scopes={scopes} close={() => setInviting(false)} />}
    </>
  );
}

function Member({ member, data: { scopes, mayManage, maySeePersons } }: { member: StaffData['staff'][number]; data: StaffData }) {
  const about = useAbout();
  const words = usePeopleText();
  const { role } = useRoleWords(scopes);
  const { send, busy } = useDeeds();
  const [giving, setGiving] = useState(false);
  const given = (grant: (typeof member.grants)[number]) => scopes.mayGive.some((scope) => scopeValue(scope) === scopeValue(grant.scope));
  return (
    <li className={styles.row}>
      {maySeePersons ? <Link className={styles.name ?? ''} to={`/console/people/${member.id}`}>{member.name}</Link> : <span className={styles.name}>{member.name}</span>}
      <span className={styles.detail}>{member.email}</span>
      {member.disabled && <Mark tone="bad">{words('state.disabled')}</Mark>}
      <span className={styles.marks}>
        {member.grants.map((grant) => (
          <span key={role(grant)} className={styles.grant}>
            {role(grant)}
            {given(grant) && (
              <button type="button" disabled={busy} aria-label={about(words('role_take'), role(grant))} title={words('role_take')} onClick={() => send({ intent: 'revoke', id: member.id, role: grant.role, scope: scopeValue(grant.scope) })}>
                ×
              </button>
            )}
          </span>
        ))}
      </span>
      {mayManage && !member.disabled && <Button size="xs" variant="default" aria-label={words('role_give_to', { name: member.name })} onClick={() => setGiving(true)}>{words('role_give')}</Button>}
      {giving && <GiveRole scopes={scopes} member={member} close={() => setGiving(false)} />}
    </li>
  );
}
