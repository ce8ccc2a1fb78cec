import { sql } from 'kysely';
import { isPersonLike, personsLike } from '../../people/index.ts';
import type { Database } from '../../platform/index.ts';

type Wanted = { fleets: readonly string[] | 'all'; search?: string | undefined; person?: string | undefined };

/** Persons who applied to these fleets or were let in there, the latest first: all whom a search finds, or the one that is named. */
export async function applicantsLike(db: Database, { fleets, search, person }: Wanted, limit: number): Promise<string[]> {
  const like = search === undefined ? undefined : await personsLike(db, search);
  const meant = like === undefined ? sql`true` : like === 'many' ? isPersonLike(sql.ref('application.person_id'), search ?? '') : sql`application.person_id = any(${like}::uuid[])`;
  const { rows } = await sql<{ person: string }>`
    select application.person_id as person from application
    where application.person_id is not null and application.erased_at is null and ${meant}
      and ${fleets === 'all' ? sql`true` : sql`application.fleet = any(${[...fleets]}::text[])`}
      and ${person === undefined ? sql`true` : sql`application.person_id = ${person}::uuid`}
    group by application.person_id order by max(application.id::text) desc limit ${limit}`.execute(db);
  return rows.map((row) => row.person);
}
