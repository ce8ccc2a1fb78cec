import { roleNames } from '../../../common/contract/rights.ts';
import type { PageContext } from '../../page-context.ts';
import { mayDo, mayDoSomewhere } from '../people/may-do.ts';
import { readScopes } from '../people/scopes.ts';
import { readWhen } from '../people/text.ts';

/** What the staff page shows; undefined for who may not look. */
export async function readStaffData(page: PageContext, query: URLSearchParams) {
  const { ops, actor } = page;
  const role = roleNames.find((known) => known === query.get('role'));
  const cursor = query.get('after') ?? undefined;
  const invitationsAfter = query.get('invitations') ?? undefined;
  const [staff, invitations, teams, policy, scopes, when] = await Promise.all([
    ops.listStaff({ ...(role === undefined ? {} : { role }), ...(cursor === undefined ? {} : { cursor }), limit: 50 }),
    ops.listInvitations({ limit: 30, ...(invitationsAfter === undefined ? {} : { cursor: invitationsAfter }) }), ops.listTeams({}), ops.readStaffPolicy({}), readScopes(page), readWhen(page),
  ]);
  if (!staff.ok) return undefined;
  return {
    role: role ?? '', paged: cursor !== undefined, next: staff.value.next, staff: staff.value.items, scopes,
    invitations: (invitations.ok ? invitations.value.items : []).map(({ expiresAt, createdAt, sentAt, ...invitation }) => ({ ...invitation, expires: when(expiresAt), created: when(createdAt), mailed: sentAt !== undefined })),
    nextInvitations: invitations.ok ? invitations.value.next : undefined, pagedInvitations: invitationsAfter !== undefined,
    teams: teams.ok ? teams.value.items : [],
    policy: policy.ok ? policy.value : undefined,
    // A role for a fleet or a team lets one manage staff there, and see nobody's page.
    maySeePersons: mayDo(actor, 'people.read'),
    mayManage: mayDoSomewhere(actor, 'staff.manage'), mayEditTeams: mayDo(actor, 'teams.edit'), mayDecide: mayDo(actor, 'sign_in.manage'),
  };
}
export type StaffData = NonNullable<Awaited<ReturnType<typeof readStaffData>>>;
