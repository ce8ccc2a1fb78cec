import type { Database, MovedRows } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

export type Merge = { id: string; keptId: string; goneId: string; moved: Record<string, MovedRows> };

/** Writes down that two entries became one, and marks the one that is no longer used. */
export async function insertMerge(db: Database, merge: Merge, now: Date, by: string | null): Promise<void> {
  await people(db).insertInto('person_merge').values({ id: merge.id, kept_id: merge.keptId, gone_id: merge.goneId, moved: JSON.stringify(merge.moved), merged_at: now, merged_by: by }).execute();
  await people(db).updateTable('person').set({ merged_into: merge.keptId }).where('id', '=', merge.goneId).execute();
}

/** A merge that was not undone. */
export async function findMerge(db: Database, keptId: string, id: string): Promise<Merge | undefined> {
  const row = await people(db).selectFrom('person_merge').select(['id', 'kept_id', 'gone_id', 'moved']).where('id', '=', id).where('kept_id', '=', keptId).where('undone_at', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, keptId: row.kept_id, goneId: row.gone_id, moved: row.moved };
}

/** What went over in a merge, of one part of the centre; also when it was undone. */
export async function movedByMerge(db: Database, id: string, area: string): Promise<MovedRows> {
  const row = await people(db).selectFrom('person_merge').select('moved').where('id', '=', id).executeTakeFirst();
  return row?.moved[area] ?? {};
}

/** Marks a merge as undone and the entry as used again. False when somebody else just did. */
export async function endMerge(db: Database, { id, goneId }: Merge, now: Date, by: string | null): Promise<boolean> {
  const result = await people(db).updateTable('person_merge').set({ undone_at: now, undone_by: by }).where('id', '=', id).where('undone_at', 'is', null).executeTakeFirst();
  await people(db).updateTable('person').set({ merged_into: null }).where('id', '=', goneId).execute();
  return result.numUpdatedRows > 0n;
}

/** Tries something in a transaction, takes it back, and answers what it found out. */
export async function tried<Found>(db: Database, attempt: (transaction: Database) => Promise<Found>): Promise<Found> {
  let found: { value: Found } | undefined;
  const backOut = new Error('Only tried');
  try {
    await db.transaction().execute(async (transaction) => {
      found = { value: await attempt(transaction) };
      throw backOut;
    });
  } catch (error) {
    if (error !== backOut || found === undefined) throw error;
  }
  if (found === undefined) throw new Error('Nothing was tried');
  return found.value;
}
