import { newId, type Database } from '../../platform/index.ts';
import { groups } from '../schema.ts';

export type HistoryLine = { id: string; groupId: string; at: Date; what: string; reason: string; facts: Record<string, unknown>; byPerson: string | null };

/** Keeps what happened to a group and why. `facts`: numbers and words of a code, never text about somebody. */
export async function insertHistory(db: Database, line: { groupId: string; fleet: string; what: string; reason: string; facts?: Record<string, unknown>; byPerson?: string | undefined }, now: Date): Promise<void> {
  await groups(db).insertInto('group_history').values({ id: newId(now), group_id: line.groupId, fleet: line.fleet, at: now, what: line.what, reason: line.reason, facts: JSON.stringify(line.facts ?? {}), by_person: line.byPerson ?? null }).execute();
}

/** What happened to a fleet's groups, or to one of them, latest first. */
export async function pageOfHistory(db: Database, { fleet, group, before }: { fleet: string; group: string | undefined; before: string | undefined }, limit: number): Promise<HistoryLine[]> {
  const rows = await groups(db).selectFrom('group_history').selectAll()
    .where('fleet', '=', fleet)
    .$if(group !== undefined, (query) => query.where('group_id', '=', group ?? ''))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => ({ id: row.id, groupId: row.group_id, at: row.at, what: row.what, reason: row.reason, facts: row.facts, byPerson: row.by_person }));
}

/** Which of these groups a description entered. Of one whose first days are kept no more it is not known any more. */
export async function enteredGroups(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await groups(db).selectFrom('group_history').select('group_id').distinct().where('group_id', 'in', [...ids]).where('what', '=', 'described').where('reason', '=', 'entered').execute();
  return new Set(rows.map(({ group_id: id }) => id));
}
