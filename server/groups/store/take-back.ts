import type { Database } from '../../platform/index.ts';
import { codes } from '../schema-codes.ts';
import { groups } from '../schema.ts';
import type { HistoryLine } from './history.ts';

/** Lets a link check codes again that was revoked, once. */
export async function restoreCheckLinkRow(db: Database, id: string): Promise<boolean> {
  const row = await codes(db).updateTable('check_link').set({ revoked_at: null, revoked_by: null }).where('id', '=', id).where('revoked_at', 'is not', null).returning('id').executeTakeFirst();
  return row !== undefined;
}

/** The last time that something happened to a group. */
export async function lastOf(db: Database, group: string, what: readonly string[]): Promise<Pick<HistoryLine, 'at' | 'what' | 'reason' | 'facts' | 'byPerson'> | undefined> {
  const row = await groups(db).selectFrom('group_history').selectAll().where('group_id', '=', group).where('what', 'in', [...what]).orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? undefined : { at: row.at, what: row.what, reason: row.reason, facts: row.facts, byPerson: row.by_person };
}

/** The group that was opened, or wanted, at that very moment because no other took people. */
export async function openedAt(db: Database, fleet: string, at: Date): Promise<string | undefined> {
  const row = await groups(db).selectFrom('group_history').select('group_id').where('fleet', '=', fleet).where('at', '=', at).where('what', 'in', ['opened', 'wanted']).where('reason', '=', 'all_above_divert_line').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.group_id;
}

/** The heads of a group as they were last counted, and when. */
export async function countOf(db: Database, group: string): Promise<{ observed: number | null; observedAt: Date | null } | undefined> {
  return groups(db).selectFrom('fleet_group').select(['observed', 'observed_at as observedAt']).where('id', '=', group).executeTakeFirst();
}

/** Puts a count back as it stood before the last one. */
export async function putCountBack(db: Database, group: string, { observed, observedAt, others }: { observed: number | null; observedAt: Date | null; others: number }): Promise<void> {
  await groups(db).updateTable('fleet_group').set({ observed, observed_at: observedAt, others }).where('id', '=', group).execute();
}

/** In which of these groups anybody ever had a seat, or one was held for them. */
export async function groupsWithSeats(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await groups(db).selectFrom('fleet_group').select('id').where('id', 'in', [...ids]).where(({ exists, selectFrom }) => exists(selectFrom('seat').select('seat.id').whereRef('seat.group_id', '=', 'fleet_group.id'))).execute();
  return new Set(rows.map(({ id }) => id));
}

/** Whether anybody ever had a seat in a group, or one was held for them. */
export async function hadSeats(db: Database, group: string): Promise<boolean> {
  return (await groups(db).selectFrom('seat').select('id').where('group_id', '=', group).limit(1).executeTakeFirst()) !== undefined;
}
