import { sql, type SqlBool } from 'kysely';
import type { SectionEntry, SectionName } from '../../../common/contract/centre.ts';
import type { EntryRecord } from '../../../common/contract/centre-operations.ts';
import { compiledOnce, type Database, type Place } from '../../platform/index.ts';
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

/** An entry and where it stands in its list. */
export type PlacedEntry<Name extends SectionName> = { record: EntryRecord<Name>; place: Place };

/** The least that PostgreSQL's integer holds, so that nothing stands before it. */
const firstPosition = -2_147_483_647;

/** Cursors come from outside: PostgreSQL has no text with a zero in it. */
const isStorable = (key: Place[number] | undefined): key is string => typeof key === 'string' && !key.includes('\0');

const columns = ['key', 'position', 'data', 'revision', 'updated_at', 'deleted_at'] as const;

/** Each page of the console and each program asks this. */
const entriesAfter = compiledOnce((db, section: string, position: number, key: string, count: number) =>
  tables(db)
    .selectFrom('centre_entry')
    .select(columns)
    .where('section', '=', section as SectionName)
    .where('deleted_at', 'is', null)
    .where(sql<SqlBool>`(position, key) > (${position}::integer, ${key}::text)`)
    .orderBy('position')
    .orderBy('key')
    .limit(count),
);

/** A section's live entries in their order, after a place; undefined when that is none. */
export async function listEntries<Name extends SectionName>(db: Database, section: Name, after: Place | undefined, count: number): Promise<PlacedEntry<Name>[] | undefined> {
  const [position, key] = after ?? [firstPosition, ''];
  if (!Number.isInteger(position) || Math.abs(Number(position)) > -firstPosition || !isStorable(key)) return undefined;
  const rows = await entriesAfter(db, section, Number(position), key, count);
  return rows.map((row) => ({ record: toRecord(row), place: [row.position, row.key] }));
}

/** What was deleted from a section, latest first, after a place; undefined when that is none. */
export async function listDeletedEntries<Name extends SectionName>(db: Database, section: Name, after: Place | undefined, count: number): Promise<PlacedEntry<Name>[] | undefined> {
  const [at, key] = after ?? [];
  if (after !== undefined && (typeof at !== 'string' || !/^\d{1,18}$/.test(at) || !isStorable(key))) return undefined;
  const rows = await tables(db)
    .selectFrom('centre_entry')
    .select(columns)
    // Microseconds: a Date would round them away, and two that were deleted together are told apart by their key.
    .select(sql<string>`(extract(epoch from deleted_at) * 1000000)::bigint::text`.as('at'))
    .where('section', '=', section)
    .where('deleted_at', 'is not', null)
    .$if(after !== undefined, (query) => query.where(sql<SqlBool>`((extract(epoch from deleted_at) * 1000000)::bigint < ${at}::bigint or ((extract(epoch from deleted_at) * 1000000)::bigint = ${at}::bigint and key > ${key}))`))
    .orderBy('deleted_at', 'desc')
    .orderBy('key')
    .limit(count)
    .execute();
  return rows.map((row) => ({ record: toRecord(row), place: [row.at, row.key] }));
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

/** An entry goes by another key, in its place; a deleted one of that key makes room. */
export async function renameEntry(db: Database, section: SectionName, from: string, to: string): Promise<void> {
  await tables(db).deleteFrom('centre_entry').where('section', '=', section).where('key', '=', to).where('deleted_at', 'is not', null).execute();
  await tables(db).updateTable('centre_entry').set({ key: to }).where('section', '=', section).where('key', '=', from).execute();
}
