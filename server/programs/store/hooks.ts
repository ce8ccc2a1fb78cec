import { sql, type Updateable } from 'kysely';
import type { Database } from '../../platform/index.ts';
import type { IncomingHookTable, ProgramsTables } from '../schema.ts';

const programs = (db: Database) => db.withTables<ProgramsTables>();

export type HookRow = Omit<IncomingHookTable, 'revision'> & { revision: string };

export async function listHookRows(db: Database, which: { deleted: boolean; after: string | undefined }, rows: number): Promise<HookRow[]> {
  return programs(db)
    .selectFrom('incoming_hook')
    .selectAll()
    .where('deleted_at', which.deleted ? 'is not' : 'is', null)
    .$if(which.after !== undefined, (query) => query.where('id', '<', which.after ?? ''))
    .orderBy('id', 'desc')
    .limit(rows)
    .execute();
}

export async function findHook(db: Database, id: string, options: { lock?: boolean } = {}): Promise<HookRow | undefined> {
  return programs(db).selectFrom('incoming_hook').selectAll().where('id', '=', id).$if(options.lock === true, (query) => query.forUpdate()).executeTakeFirst();
}

export async function countHooks(db: Database): Promise<number> {
  const row = await programs(db).selectFrom('incoming_hook').select(({ fn }) => fn.countAll<string>().as('count')).where('deleted_at', 'is', null).executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function insertHook(db: Database, hook: Pick<IncomingHookTable, 'id' | 'name' | 'secret' | 'created_at' | 'created_by'>): Promise<void> {
  await programs(db).insertInto('incoming_hook').values({ ...hook, purpose: 'event', enabled: true }).execute();
}

/** Changes a hook; what an operator edits counts its revision on. */
export async function updateHook(db: Database, id: string, changes: Updateable<IncomingHookTable>, edited: boolean): Promise<void> {
  await programs(db)
    .updateTable('incoming_hook')
    .set(changes)
    .$if(edited, (query) => query.set({ revision: sql<number>`revision + 1` }))
    .where('id', '=', id)
    .execute();
}

/** Deletes hooks that were deleted before `before` for good. Answers how many. */
export async function deleteOldHooks(db: Database, before: Date): Promise<number> {
  const { numDeletedRows } = await programs(db).deleteFrom('incoming_hook').where('deleted_at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
