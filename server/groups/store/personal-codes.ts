import { sql } from 'kysely';
import { mentions, noWords, redactor, type Database, type MovedRows, type PersonWords } from '../../platform/index.ts';
import { codes } from '../schema-codes.ts';

/** Columns that say who did something, by their tables: they lose the name when a person is erased, and follow a person into another entry. */
const doers = [
  ['group_code', 'entered_by', 'id'],
  ['group_code', 'ended_by', 'id'],
  ['check_link', 'created_by', 'id'],
  ['check_link', 'revoked_by', 'id'],
  ['join_code', 'used_by', 'seat_id'],
  ['announcement', 'posted_by', 'id'],
  ['announcement', 'withdrawn_by', 'id'],
] as const;

/** What a person announced, confirmed and entered. */
export async function gatherCodes(db: Database, person: string): Promise<Record<string, unknown>> {
  const announced = await codes(db).selectFrom('announcement').select(['fleet', 'title', 'body as text', 'posted_at as at']).where('posted_by', '=', person).orderBy('id').execute();
  const confirmed = await codes(db).selectFrom('announcement_read').innerJoin('announcement', 'announcement.id', 'announcement_read.announcement_id').select(['announcement.fleet', 'announcement.title', 'announcement_read.at']).where('announcement_read.person_id', '=', person).orderBy('announcement_read.at').execute();
  const entered = await codes(db).selectFrom('group_code').select(['content as text', 'typed', 'entered_at as at']).where('entered_by', '=', person).orderBy('id').execute();
  const links = await codes(db).selectFrom('check_link').select(['fleet', 'label as name', 'created_at as at']).where('created_by', '=', person).orderBy('id').execute();
  return { announced, confirmed, entered, links };
}

/** What was typed in words, by its tables. */
const written = [
  ['announcement', 'title'],
  ['announcement', 'body'],
  ['check_link', 'label'],
  ['group_code', 'typed'],
] as const;

/** What was confirmed goes; what was done for the centre stays, without a name and without the person's words. */
export async function forgetInCodes(db: Database, person: string, { words = noWords }: { words?: PersonWords } = {}): Promise<void> {
  await codes(db).deleteFrom('announcement_read').where('person_id', '=', person).execute();
  for (const [table, column] of doers) await sql`update ${sql.table(table)} set ${sql.ref(column)} = null where ${sql.ref(column)} = ${person}`.execute(db);
  if (words.own.length === 0) return;
  const redact = redactor(words.own);
  for (const [table, column] of written) {
    const { rows } = await sql<{ id: string; text: string }>`select id, ${sql.ref(column)} as text from ${sql.table(table)} where ${mentions(sql.ref(column), words.own)}`.execute(db);
    for (const { id, text } of rows) await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${redact.text(text)} where id = ${id}`.execute(db);
  }
}

/** Gives everything to another entry of the same human; what both confirmed stays as that one confirmed it. */
export async function moveCodes(db: Database, from: string, to: string): Promise<MovedRows> {
  const moved: Record<string, string[]> = {};
  for (const [table, column, key] of doers) {
    const { rows } = await sql<{ id: string }>`update ${sql.table(table)} set ${sql.ref(column)} = ${to} where ${sql.ref(column)} = ${from} returning ${sql.ref(key)}::text as id`.execute(db);
    moved[`${table}.${column}`] = rows.map(({ id }) => id);
  }
  const { rows } = await sql<{ id: string }>`
    update announcement_read as r set person_id = ${to} where r.person_id = ${from}
      and not exists (select 1 from announcement_read other where other.announcement_id = r.announcement_id and other.person_id = ${to})
    returning r.announcement_id::text as id`.execute(db);
  return { ...moved, announcement_read: rows.map(({ id }) => id) };
}

export async function moveCodesBack(db: Database, moved: MovedRows, from: string, to: string): Promise<void> {
  for (const [table, column, key] of doers) {
    const ids = [...(moved[`${table}.${column}`] ?? [])];
    if (ids.length > 0) await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${from} where ${sql.ref(key)} = any (${ids}::uuid[])`.execute(db);
  }
  const read = [...(moved['announcement_read'] ?? [])];
  if (read.length > 0) await codes(db).updateTable('announcement_read').set({ person_id: from }).where('person_id', '=', to).where('announcement_id', 'in', read).execute();
}

/** What belongs to another fleet, by its tables. */
export type MergedCodes = { announcement: string[]; check_link: string[] };

/** Everything under a fleet's key belongs to another fleet from now on, into which it was merged. Answers what. */
export async function mergeCodes(db: Database, from: string, to: string): Promise<MergedCodes> {
  const moved: MergedCodes = { announcement: [], check_link: [] };
  for (const table of ['announcement', 'check_link'] as const) {
    const { rows } = await sql<{ id: string }>`update ${sql.table(table)} set fleet = ${to} where fleet = ${from} returning id`.execute(db);
    moved[table] = rows.map(({ id }) => id);
  }
  return moved;
}

/** Gives it back, with what was announced since in the groups that go back. */
export async function partCodes(db: Database, { from, into, moved, groups }: { from: string; into: string; moved: MergedCodes; groups: readonly string[] }): Promise<void> {
  await sql`update announcement set fleet = ${from} where fleet = ${into} and (id = any(${moved.announcement}::uuid[]) or group_id = any(${groups}::uuid[]))`.execute(db);
  await sql`update check_link set fleet = ${from} where fleet = ${into} and id = any(${moved.check_link}::uuid[])`.execute(db);
}
