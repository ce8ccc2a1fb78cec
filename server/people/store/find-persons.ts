import { sql, type RawBuilder } from 'kysely';
import type { PersonState } from '../../../common/contract/persons.ts';
import type { Database } from '../../platform/index.ts';
import type { Exact, Wanted } from '../rules/search-tokens.ts';

/** How much is looked at for one page. */
export type Bounds = { /** Among so many of the latest persons a common name fills a page, in a millisecond or two. */ near: number; /** Of so many found by the index the latest are picked out; of more, not all are looked at. */ sorted: number; /** So many persons, the latest first, are gone through for what many bear and few of the latest: half a second on two slow cores. [ours] */ far: number };
const usual: Bounds = { near: 1_000, sorted: 200_000, far: 1_000_000 };
/** One address may be claimed by many. */
const mostHolders = 200;

export type Found = {
  /** Those who bear exactly what is looked for come first, and then the others; the latest first in each. */
  persons: { id: string; isExact: boolean }[];
  /** The page is not full, and there may be more after this person all the same. */
  goOnAfter?: string;
};
export type FoundPlace = { id: string; isExact: boolean };
export type Search = { wanted: readonly Wanted[]; exact: Exact };
export type Kept = { state: PersonState; staff: boolean | undefined };

/**
 * At most `count` persons whom a search finds, after a place. What is done for a page is bounded, however many are found: a name that 100,000
 * bear is looked for among the latest persons instead of sorting all who bear it.
 */
export async function findPersons(db: Database, search: Search, kept: Kept, after: FoundPlace | undefined, count: number, bounds: Bounds = usual): Promise<Found> {
  const exact = after === undefined || after.isExact ? await findExact(db, search, kept, after?.id, count) : [];
  const persons = exact.map((id) => ({ id, isExact: true }));
  if (persons.length >= count) return { persons };
  const rest = await findOthers(db, search, kept, after?.isExact === false ? after.id : undefined, count - persons.length, bounds);
  return { ...rest, persons: [...persons, ...rest.persons] };
}

async function findExact(db: Database, { exact }: Search, kept: Kept, after: string | undefined, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      (select id from person where lower(name) = ${exact.name} and ${isKept(kept)} and ${isAfter(after)} order by id desc limit ${count})
      union
      (select id from person where id in (select person_id from identity where canonical = any(${exact.accounts}::text[]) limit ${mostHolders}) and ${isKept(kept)} and ${isAfter(after)})
    ) as exact order by id desc limit ${count}`.execute(db);
  return rows.map(({ id }) => id);
}

async function findOthers(db: Database, search: Search, kept: Kept, after: string | undefined, count: number, { near, sorted, far }: Bounds): Promise<Found> {
  const among = sql<boolean>`${isFound(search.wanted)} and ${isKept(kept)} and not ${isExact(search.exact)}`;
  const plain = (ids: readonly string[]) => ids.map((id) => ({ id, isExact: false }));
  const latest = await findAmongLatest(db, among, after, count, near);
  if (latest.length >= count) return { persons: plain(latest) };
  const { rows } = await sql<{ id: string; found: number }>`
    with found as materialized (select id from person where ${among} and ${isAfter(after)} limit ${sorted + 1})
    select id, (select count(*)::int from found) as found from found order by id desc limit ${count}`.execute(db);
  if ((rows[0]?.found ?? 0) <= sorted) return { persons: plain(rows.map(({ id }) => id)) };
  const seen = await findAmongLatest(db, among, after, count, far);
  if (seen.length >= count) return { persons: plain(seen) };
  const last = await sql<{ id: string }>`select id from person where ${isAfter(after)} order by id desc offset ${far - 1} limit 1`.execute(db);
  const goOnAfter = last.rows[0]?.id;
  return { persons: plain(seen), ...(goOnAfter === undefined ? {} : { goOnAfter }) };
}

/** Goes through the latest persons, and stops as soon as it has enough. */
async function findAmongLatest(db: Database, among: RawBuilder<boolean>, after: string | undefined, count: number, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (select * from person where ${isAfter(after)} order by id desc limit ${most}) as person where ${among} order by id desc limit ${count}`.execute(db);
  return rows.map(({ id }) => id);
}

/** True of a person who has everything that is looked for. */
export function isFound(wanted: readonly Wanted[]): RawBuilder<boolean> {
  return sql<boolean>`person.search @@ ${searchQuery(wanted)}::tsquery`;
}

/** The search as PostgreSQL writes one: every word in quotes, so that nothing in it means anything. */
function searchQuery(wanted: readonly Wanted[]): string {
  return wanted.map(({ text, prefix }) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'${prefix ? ':*' : ''}`).join(' & ');
}

function isExact({ name, accounts }: Exact): RawBuilder<boolean> {
  return sql<boolean>`(lower(person.name) = ${name} or exists (select from identity where identity.person_id = person.id and identity.canonical = any(${accounts}::text[])))`;
}

function isAfter(id: string | undefined): RawBuilder<boolean> {
  return id === undefined ? sql<boolean>`true` : sql<boolean>`person.id < ${id}::uuid`;
}

/** True of a person in this state, with or without a role where that is asked. Nobody who was erased is. */
export function isKept({ state, staff }: Kept): RawBuilder<boolean> {
  const inState = {
    active: sql<boolean>`person.merged_into is null and person.disabled_at is null`,
    disabled: sql<boolean>`person.merged_into is null and person.disabled_at is not null`,
    merged: sql<boolean>`person.merged_into is not null`,
  }[state];
  const withRole = sql<boolean>`exists (select from role_grant where role_grant.person_id = person.id)`;
  return sql<boolean>`person.erased_at is null and ${inState}${staff === undefined ? sql`` : staff ? sql` and ${withRole}` : sql` and not ${withRole}`}`;
}
