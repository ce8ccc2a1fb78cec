import { sql } from 'kysely';
import type { SectionEntry, SectionName } from '../../../common/contract/centre.ts';
import type { EntryRecord } from '../../../common/contract/centre-operations.ts';
import type { Database } from '../../platform/index.ts';
import { tables } from './state.ts';

type Row = { data: SectionEntry; revision: string; updated_at: Date; deleted_at: Date | null };

function toRecord<Name extends SectionName>(row: Row): EntryRecord<Name> {
  return {
    // What is stored has passed the schema of its section on the way in.
    entry: row.data as SectionEntry<Name>,
    revision: Number(row.revision),
    updatedAt: row.updated_at.toISOString(),
    ...(row.deleted_at === null ? {} : { deletedAt: row.deleted_at.toISOString() }),
  };
}

/** A section's live entries in their order, or the deleted ones, latest first. */
export async function listEntries<Name extends SectionName>(db: Database, section: Name, which: 'live' | 'deleted', limit: number): Promise<EntryRecord<Name>[]> {
  const rows = await tables(db)
    .selectFrom('centre_entry')
    .select(['data', 'revision', 'updated_at', 'deleted_at'])
    .where('section', '=', section)
    .where('deleted_at', which === 'live' ? 'is' : 'is not', null)
    .$if(which === 'live', (query) => query.orderBy('position').orderBy('key'))
    .$if(which === 'deleted', (query) => query.orderBy('deleted_at', 'desc').orderBy('key'))
    .limit(limit)
    .execute();
  return rows.map((row) => toRecord(row));
}

/** One entry, live or deleted. */
export async function findEntry<Name extends SectionName>(db: Database, section: Name, key: string): Promise<EntryRecord<Name> | undefined> {
  const row = await tables(db).selectFrom('centre_entry').select(['data', 'revision', 'updated_at', 'deleted_at']).where('section', '=', section).where('key', '=', key).executeTakeFirst();
  return row === undefined ? undefined : toRecord(row);
}

/** The keys of a section's live entries in their order. */
export async function liveKeys(db: Database, section: SectionName): Promise<string[]> {
  const rows = await tables(db).selectFrom('centre_entry').select('key').where('section', '=', section).where('deleted_at', 'is', null).orderBy('position').orderBy('key').execute();
  return rows.map(({ key }) => key);
}

/** Writes entries as they are given: new ones at the end, known ones in their place, deleted ones back to life. */
export async function putEntries(db: Database, section: SectionName, entries: readonly SectionEntry[], revision: number, now: Date): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    insert into centre_entry (section, key, position, data, revision, created_at, updated_at)
    select ${section}, given.data ->> 'key', last.position + given.place, given.data, ${revision}, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_array_elements(${JSON.stringify(entries)}::jsonb) with ordinality as given (data, place),
      (select coalesce(max(position), 0) as position from centre_entry where section = ${section}) as last
    on conflict (section, key) do update
      set data = excluded.data, revision = excluded.revision, updated_at = excluded.updated_at, deleted_at = null,
        position = case when centre_entry.deleted_at is null then centre_entry.position else excluded.position end`.execute(db);
}

/** Deletes entries so that they can be brought back. Answers how many there were. */
export async function deleteEntries(db: Database, section: SectionName, keys: readonly string[], revision: number, now: Date): Promise<number> {
  if (keys.length === 0) return 0;
  const result = await tables(db)
    .updateTable('centre_entry')
    .set({ deleted_at: now, updated_at: now, revision })
    .where('section', '=', section)
    .where('key', 'in', keys)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Removes every entry for good: only for an example that nobody has edited, of which nothing needs to come back. */
export async function removeFiller(db: Database): Promise<void> {
  await tables(db).deleteFrom('centre_entry').execute();
}

/** Brings a deleted entry back to where it stood. */
export async function restoreEntry(db: Database, section: SectionName, key: string, revision: number, now: Date): Promise<void> {
  await tables(db).updateTable('centre_entry').set({ deleted_at: null, updated_at: now, revision }).where('section', '=', section).where('key', '=', key).execute();
}

/** Brings back everything that was deleted with one content revision. */
export async function restoreRevision(db: Database, deleted: number, revision: number, now: Date): Promise<{ section: SectionName; data: SectionEntry }[]> {
  return tables(db)
    .updateTable('centre_entry')
    .set({ deleted_at: null, updated_at: now, revision })
    .where('revision', '=', String(deleted))
    .where('deleted_at', 'is not', null)
    .returning(['section', 'data'])
    .execute();
}

/** Gives a section's live entries the order of `keys`. */
export async function orderEntries(db: Database, section: SectionName, keys: readonly string[]): Promise<void> {
  await sql`
    update centre_entry set position = wanted.place
    from unnest(${keys}::text[]) with ordinality as wanted (key, place)
    where centre_entry.section = ${section} and centre_entry.key = wanted.key`.execute(db);
}
