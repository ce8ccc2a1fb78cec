import type { z } from 'zod';
import type { changeRoleSchema, listStaffSchema, rolesChangedSchema, staffListedSchema } from '../../../common/contract/staff.ts';
import { done, pageFrom, readCursor, refuse, rowsToRead, scopesWhere, type Actor, type Grant, type Outcome, type Scope, type Work } from '../../platform/index.ts';
import { mayGive } from '../rules/giving.ts';
import { deleteGrant, grantsOf, isLastOperator, lockOperators, pageOfStaff } from '../store/grants.ts';
import { lockPerson } from '../store/persons.ts';
import { findTeam } from '../store/teams.ts';
import { endSessionsOf } from './end-sessions.ts';
import { grantRoles } from './grant-roles.ts';

/** The keys of the described fleets, as they are now. */
export type Fleets = () => readonly string[];

/** People with roles; who manages a fleet or a team only sees who holds a role there. */
export async function listStaffMembers(work: Work, { role, cursor, limit }: z.output<typeof listStaffSchema>): Promise<Outcome<z.input<typeof staffListedSchema>>> {
  const place = readCursor(cursor, 2);
  if (!place.ok) return place;
  const [name, id] = place.value ?? [];
  const after = typeof name === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? { name, id } : undefined;
  if (place.value !== undefined && after === undefined) return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  const rows = await pageOfStaff(work.db, { role, scopes: scopesWhere(work.actor, 'staff.read'), after, count: rowsToRead(limit) });
  return done(pageFrom(rows, limit, ({ email, ...row }) => ({ ...row, ...(email === undefined ? {} : { email }) }), (row) => [row.name, row.id]));
}

/** What is wrong with a place for a role: it does not exist, or is no longer used. */
export async function findWrongScope(work: Pick<Work, 'db'>, fleets: Fleets, scope: Scope): Promise<'unknown_scope' | undefined> {
  if (scope.kind === 'centre') return undefined;
  if (scope.kind === 'fleet') return fleets().includes(scope.key) ? undefined : 'unknown_scope';
  const team = await findTeam(work.db, scope.key);
  return team === undefined || team.archivedAt !== undefined ? 'unknown_scope' : undefined;
}

/** True when who acts could themselves do all that the role allows; the machine's command line can. */
export function mayGiveRole(actor: Actor, grant: Grant): boolean {
  return actor.kind === 'system' || (actor.kind === 'person' && mayGive(actor.grants, grant));
}

/** Gives somebody a role, at most what the giver could do themselves (D3). It holds at once, also on open pages. */
export async function grantRole(fleets: Fleets, work: Work, { id, role, scope }: z.output<typeof changeRoleSchema>): Promise<Outcome<z.input<typeof rolesChangedSchema>>> {
  const grant = { role, scope };
  const person = await lockPerson(work.db, id);
  if (person === undefined || person.disabled || person.erased || person.mergedInto !== undefined) return refuse('not_found');
  const wrong = await findWrongScope(work, fleets, scope);
  if (wrong !== undefined) return refuse('invalid_input', { fields: [{ path: 'scope', code: wrong }] });
  if (!mayGiveRole(work.actor, grant)) return refuse('beyond_own_rights');
  const before = await grantsOf(work.db, id);
  await grantRoles(work, id, [grant]);
  const grants = await grantsOf(work.db, id);
  if (grants.length === before.length) return done({ id, grants });
  await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: person.name, roles: before }, after: { name: person.name, roles: grants } });
  if (role === 'operator' && scope.kind === 'centre') await work.publish({ name: 'people.operator_added', subject: id });
  return done({ id, grants });
}

/** Takes a role away. The person's sessions end everywhere at once; the last operator stays, whatever happens at the same moment. */
export async function revokeRole(work: Work, { id, role, scope }: z.output<typeof changeRoleSchema>): Promise<Outcome<z.input<typeof rolesChangedSchema>>> {
  const grant = { role, scope };
  await lockOperators(work.db);
  const person = await lockPerson(work.db, id);
  if (person === undefined || person.erased) return refuse('not_found');
  const before = await grantsOf(work.db, id);
  if (role === 'operator' && scope.kind === 'centre' && (await isLastOperator(work.db, id))) return refuse('last_operator');
  if (!(await deleteGrant(work.db, id, grant))) return refuse('not_found');
  const grants = await grantsOf(work.db, id);
  await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: person.name, roles: before }, after: { name: person.name, roles: grants } });
  await work.publish({ name: 'people.roles_changed', subject: id, data: { added: 0, removed: 1 } });
  await endSessionsOf(work, id);
  return done({ id, grants });
}
