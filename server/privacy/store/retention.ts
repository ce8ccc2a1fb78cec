import type { Database } from '../../platform/index.ts';
import { tables } from './tables.ts';

/** Null: without an end. */
export type Setting = { days: number | null; revision: number };

export async function readSettings(db: Database): Promise<ReadonlyMap<string, Setting>> {
  const rows = await tables(db).selectFrom('retention_setting').selectAll().execute();
  return new Map(rows.map((row) => [row.kind, { days: row.days, revision: row.revision }]));
}

/** Holds the setting of a kind until the transaction ends; undefined while nobody changed it. */
export async function lockSetting(db: Database, kind: string): Promise<Setting | undefined> {
  const row = await tables(db).selectFrom('retention_setting').selectAll().where('kind', '=', kind).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : { days: row.days, revision: row.revision };
}

/** False when somebody else was first. */
export async function saveSetting(db: Database, kind: string, before: Setting | undefined, days: number | null, now: Date): Promise<boolean> {
  if (before === undefined) {
    const { numInsertedOrUpdatedRows } = await tables(db).insertInto('retention_setting').values({ kind, days, revision: 1, changed_at: now }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }
  await tables(db).updateTable('retention_setting').set({ days, revision: before.revision + 1, changed_at: now }).where('kind', '=', kind).execute();
  return true;
}

export async function readRuns(db: Database): Promise<ReadonlyMap<string, { at: Date; deleted: number }>> {
  const rows = await tables(db).selectFrom('retention_run').selectAll().execute();
  return new Map(rows.map((row) => [row.kind, { at: row.at, deleted: Number(row.deleted) }]));
}

export async function noteRun(db: Database, kind: string, at: Date, deleted: number): Promise<void> {
  await tables(db).insertInto('retention_run').values({ kind, at, deleted: String(deleted) }).onConflict((conflict) => conflict.column('kind').doUpdateSet({ at, deleted: String(deleted) })).execute();
}
