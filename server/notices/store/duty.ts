import type { DutyPlan } from '../../../common/contract/notices.ts';
import type { Database, Scope } from '../../platform/index.ts';
import type { NoticesTables } from '../schema.ts';

const tables = (db: Database) => db.withTables<NoticesTables>();

export type Roster = { id: string; revision: number; scope: Scope; name: string; timeZone: string; plan: DutyPlan };
type Row = { id: string; revision: number; scope_kind: Scope['kind']; scope_key: string; name: string; time_zone: string; plan: DutyPlan };

const columns = ['id', 'revision', 'scope_kind', 'scope_key', 'name', 'time_zone', 'plan'] as const;
const toRoster = ({ scope_kind: kind, scope_key: key, time_zone: timeZone, ...row }: Row): Roster => ({ ...row, timeZone, scope: kind === 'centre' ? { kind } : { kind, key } });

export const mostRosters = 100;

export async function listRosterRows(db: Database): Promise<Roster[]> {
  const rows = await tables(db).selectFrom('duty_roster').select(columns).where('removed_at', 'is', null).orderBy('scope_kind').orderBy('created_at').orderBy('id').limit(mostRosters).execute();
  return rows.map(toRoster);
}

/** A roster, also one that was taken away when `removed`. */
export async function findRoster(db: Database, id: string, removed = false): Promise<Roster | undefined> {
  const row = await tables(db).selectFrom('duty_roster').select(columns).where('id', '=', id).where('removed_at', removed ? 'is not' : 'is', null).executeTakeFirst();
  return row === undefined ? undefined : toRoster(row);
}

export async function insertRoster(db: Database, { id, scope, name, timeZone, plan }: Omit<Roster, 'revision'>, now: Date): Promise<void> {
  await tables(db).insertInto('duty_roster').values({ id, scope_kind: scope.kind, scope_key: scope.kind === 'centre' ? '' : scope.key, name, time_zone: timeZone, plan: JSON.stringify(plan), created_at: now }).execute();
}

/** False when the roster has changed since `revision`. */
export async function updateRosterRow(db: Database, { id, revision, name, timeZone, plan }: Omit<Roster, 'scope'>): Promise<boolean> {
  const { numUpdatedRows } = await tables(db)
    .updateTable('duty_roster')
    .set({ name, time_zone: timeZone, plan: JSON.stringify(plan), revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function setRosterRemoved(db: Database, id: string, removedAt: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await tables(db).updateTable('duty_roster').set({ removed_at: removedAt }).where('id', '=', id).where('removed_at', removedAt === null ? 'is not' : 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Rosters of a fleet go by its new key; `only`: of these alone. Answers which went. */
export async function moveRosters(db: Database, fleet: string, to: string, only?: readonly string[]): Promise<string[]> {
  if (only?.length === 0) return [];
  const rows = await tables(db).updateTable('duty_roster').set({ scope_key: to }).where('scope_kind', '=', 'fleet').where('scope_key', '=', fleet).$if(only !== undefined, (query) => query.where('id', 'in', [...(only ?? [])])).returning('id').execute();
  return rows.map(({ id }) => id);
}
