import { sql, type RawBuilder } from 'kysely';
import type { IdentityKind } from '../../../common/contract/people.ts';
import { roleNames, type RoleName } from '../../../common/contract/rights.ts';
import type { Database } from '../../platform/index.ts';
import { readSearch, searchTokens } from '../rules/search-tokens.ts';
import type { PeopleTables } from '../schema.ts';
import { isFound, isKept, type Kept } from './find-persons.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

/** Writes down by which words persons are found now; called wherever a name or an account changed. */
export async function indexPersons(db: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await people(db)
    .selectFrom('person')
    .select(['person.id', 'person.name'])
    .select(sql<{ kind: IdentityKind; typed: string; canonical: string }[]>`coalesce((select json_agg(json_build_object('kind', kind, 'typed', typed, 'canonical', canonical)) from identity where identity.person_id = person.id), '[]'::json)`.as('accounts'))
    .where('person.id', 'in', [...ids])
    .execute();
  for (const { id, name, accounts } of rows) await sql`update person set search = array_to_tsvector(${searchTokens(name, accounts)}::text[]) where id = ${id}`.execute(db);
}

/** Indexes up to `count` persons that a program of an earlier release wrote. Answers how many there were. */
export async function indexUnindexed(db: Database, count: number): Promise<number> {
  const rows = await people(db).selectFrom('person').select('id').where('search', 'is', null).limit(count).execute();
  await indexPersons(db, rows.map(({ id }) => id));
  return rows.length;
}

export type PersonRow = { id: string; name: string; createdAt: Date; identities: { kind: IdentityKind; typed: string; proven: boolean }[]; roles: RoleName[] };

/** The ids of everyone in a state, the latest first, after the one with id `after`. */
export async function listPersonIds(db: Database, kept: Kept, after: string | undefined, count: number): Promise<string[]> {
  const rows = await people(db).selectFrom('person').select('id').where(isKept(kept)).$if(after !== undefined, (query) => query.where('id', '<', after ?? '')).orderBy('id', 'desc').limit(count).execute();
  return rows.map(({ id }) => id);
}

/** The one with this id, if it is one of those. */
export async function findPersonId(db: Database, id: string, kept: Kept): Promise<string[]> {
  const rows = await people(db).selectFrom('person').select('id').where('id', '=', id).where(isKept(kept)).execute();
  return rows.map((row) => row.id);
}

/** What a list shows of persons, in the order in which they are named. */
export async function readPersonRows(db: Database, ids: readonly string[]): Promise<PersonRow[]> {
  if (ids.length === 0) return [];
  const rows = await people(db)
    .selectFrom('person')
    .select(['person.id', 'person.name', 'person.created_at'])
    .select(sql<PersonRow['identities']>`coalesce((
      select json_agg(json_build_object('kind', kind, 'typed', typed, 'proven', proven)) from (select kind, typed, proven_at is not null as proven from identity where identity.person_id = person.id order by proven_at nulls last, created_at limit 8) first
    ), '[]'::json)`.as('identities'))
    .select(sql<string[]>`array(select distinct role from role_grant where role_grant.person_id = person.id)`.as('roles'))
    .where('person.id', 'in', [...ids])
    .execute();
  const found = new Map(rows.map((row) => [row.id, { id: row.id, name: row.name, createdAt: row.created_at, identities: row.identities, roles: roleNames.filter((role) => row.roles.includes(role)) }]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

const mostLike = 500;
const nobody = sql<boolean>`false`;

/**
 * The ids of all whom a search finds, for lists of other modules that are about persons; `many` when there are more than 500, and such a list
 * had better ask of each of its own persons with `isPersonLike`.
 */
export async function personsLike(db: Database, text: string): Promise<string[] | 'many'> {
  const wanted = readSearch(text);
  if (wanted === undefined) return [];
  // Of a name that everybody bears the latest thousand tell it already, and the index is not read to its end.
  const { rows: common } = await sql`select from (select * from person order by id desc limit 1000) as person where ${isFound(wanted)} limit 50`.execute(db);
  if (common.length === 50) return 'many';
  const rows = await people(db).selectFrom('person').select('id').where('erased_at', 'is', null).where(isFound(wanted)).limit(mostLike + 1).execute();
  return rows.length > mostLike ? 'many' : rows.map(({ id }) => id);
}

/** True of a row whose person, named by `reference`, is one whom a search finds. */
export function isPersonLike(reference: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  const wanted = readSearch(text);
  return wanted === undefined ? nobody : sql<boolean>`exists (select from person where person.id = ${reference} and person.erased_at is null and ${isFound(wanted)})`;
}

/** Those among `ids` whom a search finds, for modules that list persons by what they keep themselves. */
export async function foundAmong(db: Database, ids: readonly string[], text: string): Promise<string[]> {
  const wanted = readSearch(text);
  if (ids.length === 0 || wanted === undefined) return [];
  const rows = await people(db).selectFrom('person').select('id').where(sql<boolean>`id = any(${ids}::uuid[])`).where('erased_at', 'is', null).where(isFound(wanted)).execute();
  return rows.map(({ id }) => id);
}
