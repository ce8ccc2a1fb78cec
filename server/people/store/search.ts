import { sql } from 'kysely';
import type { IdentityKind } from '../../../common/contract/people.ts';
import type { PersonState } from '../../../common/contract/persons.ts';
import { roleNames, type RoleName } from '../../../common/contract/rights.ts';
import type { Database } from '../../platform/index.ts';
import { readSearch, searchTokens, type Wanted } from '../rules/search-tokens.ts';
import type { PeopleTables } from '../schema.ts';

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
export type PersonFilter = { wanted: readonly Wanted[] | undefined; id: string | undefined; state: PersonState; staff: boolean | undefined; after: string | undefined; count: number };

/** Persons, the latest first, after the one with id `after`. */
export async function searchPersons(db: Database, { wanted, id, state, staff, after, count }: PersonFilter): Promise<PersonRow[]> {
  const rows = await people(db)
    .selectFrom('person')
    .select(['person.id', 'person.name', 'person.created_at'])
    .select(sql<PersonRow['identities']>`coalesce((
      select json_agg(json_build_object('kind', kind, 'typed', typed, 'proven', proven)) from (select kind, typed, proven_at is not null as proven from identity where identity.person_id = person.id order by proven_at nulls last, created_at limit 8) first
    ), '[]'::json)`.as('identities'))
    .select(sql<string[]>`array(select distinct role from role_grant where role_grant.person_id = person.id)`.as('roles'))
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', state === 'merged' ? 'is not' : 'is', null)
    .$if(state === 'active', (query) => query.where('person.disabled_at', 'is', null))
    .$if(state === 'disabled', (query) => query.where('person.disabled_at', 'is not', null))
    .$if(staff !== undefined, (query) => query.where(({ exists, not, selectFrom }) => {
      const held = exists(selectFrom('role_grant').select('role_grant.role').whereRef('role_grant.person_id', '=', 'person.id'));
      return staff === true ? held : not(held);
    }))
    .$if(id !== undefined, (query) => query.where('person.id', '=', id ?? ''))
    .$if(id === undefined && wanted !== undefined, (query) => query.where(sql<boolean>`person.search @@ ${searchQuery(wanted ?? [])}::tsquery`))
    .$if(after !== undefined, (query) => query.where('person.id', '<', after ?? ''))
    .orderBy('person.id', 'desc')
    .limit(count)
    .execute();
  return rows.map((row) => ({ id: row.id, name: row.name, createdAt: row.created_at, identities: row.identities, roles: roleNames.filter((role) => row.roles.includes(role)) }));
}

/** The ids of at most `count` persons whom a search finds, the latest first; for lists of other modules that are about persons. */
export async function personsLike(db: Database, text: string, count = 500): Promise<string[]> {
  const wanted = readSearch(text);
  if (wanted === undefined) return [];
  const rows = await people(db).selectFrom('person').select('id').where('erased_at', 'is', null).where(sql<boolean>`search @@ ${searchQuery(wanted)}::tsquery`).orderBy('id', 'desc').limit(count).execute();
  return rows.map(({ id }) => id);
}

/** The search as PostgreSQL writes one: every word in quotes, so that nothing in it means anything. */
function searchQuery(wanted: readonly Wanted[]): string {
  return wanted.map(({ text, prefix }) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'${prefix ? ':*' : ''}`).join(' & ');
}

/** Those among `ids` whom a search finds, for modules that list persons by what they keep themselves. */
export async function foundAmong(db: Database, ids: readonly string[], text: string): Promise<string[]> {
  const wanted = readSearch(text);
  if (ids.length === 0 || wanted === undefined) return [];
  const rows = await people(db).selectFrom('person').select('id').where(sql<boolean>`id = any(${ids}::uuid[])`).where('erased_at', 'is', null).where(sql<boolean>`search @@ ${searchQuery(wanted)}::tsquery`).execute();
  return rows.map(({ id }) => id);
}
