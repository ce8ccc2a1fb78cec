import { sql } from 'kysely';
import type { LocalizedText } from '../../../common/contract/text.ts';
import type { Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';

export type ReasonRow = { key: string; fleet: string | undefined; text: LocalizedText; archived: boolean; revision: number };

type Row = { key: string; fleet: string | null; text: { text: LocalizedText }; archived_at: Date | null; revision: string };
const toReason = (row: Row): ReasonRow => ({ key: row.key, fleet: row.fleet ?? undefined, text: row.text.text, archived: row.archived_at !== null, revision: Number(row.revision) });
const columns = ['key', 'fleet', 'text', 'archived_at', 'revision'] as const;

/** Reasons of the centre, and of these fleets. */
export async function listReasons(db: Database, fleets: readonly string[] | 'all'): Promise<ReasonRow[]> {
  const rows = await admission(db)
    .selectFrom('reject_reason')
    .select(columns)
    .$if(fleets !== 'all', (query) => query.where(({ or, eb }) => or([eb('fleet', 'is', null), eb('fleet', 'in', [...fleets, ''])])))
    .orderBy('created_at')
    .orderBy('key')
    .limit(500)
    .execute();
  return rows.map(toReason);
}

export async function findReason(db: Database, key: string): Promise<ReasonRow | undefined> {
  const row = await admission(db).selectFrom('reject_reason').select(columns).where('key', '=', key).executeTakeFirst();
  return row === undefined ? undefined : toReason(row);
}

/** False when the key is taken. */
export async function insertReason(db: Database, { key, fleet, text, archived = false }: { key: string; fleet: string | undefined; text: LocalizedText; archived?: boolean }, now: Date): Promise<boolean> {
  const row = await admission(db)
    .insertInto('reject_reason')
    .values({ key, fleet: fleet ?? null, text: JSON.stringify({ text }), created_at: now, archived_at: archived ? now : null })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

/** False when it has changed since `revision`. */
export async function updateReason(db: Database, key: string, revision: number, text: LocalizedText): Promise<boolean> {
  const row = await admission(db).updateTable('reject_reason').set({ text: JSON.stringify({ text }), revision: sql`revision + 1` }).where('key', '=', key).where('revision', '=', String(revision)).returning('key').executeTakeFirst();
  return row !== undefined;
}

export async function archiveReason(db: Database, key: string, archived: boolean, now: Date): Promise<void> {
  await admission(db).updateTable('reject_reason').set({ archived_at: archived ? now : null, revision: sql`revision + 1` }).where('key', '=', key).execute();
}
