import { sql } from 'kysely';
import { compiledOnce, newId, type Database } from '../../platform/index.ts';
import { mailboxOf } from '../rules/canonical-email.ts';
import { searchTokens } from '../rules/search-tokens.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

/** `email`: where mail to them goes, an address that they have proven before one that they only claim. `mergedInto`: the entry that is used instead. */
export type Person = { id: string; name: string; language: string; email: string | undefined; disabled: boolean; mergedInto?: string };

const personById = compiledOnce((db, id: string) =>
  people(db)
    .selectFrom('person')
    .leftJoin('identity', (join) => join.onRef('identity.person_id', '=', 'person.id').on('identity.kind', '=', sql.lit('email')))
    .select(['person.id', 'person.name', 'person.language', 'person.disabled_at', 'person.merged_into', 'identity.typed'])
    .where('person.id', '=', id)
    .orderBy('identity.proven_at', (order) => order.asc().nullsLast())
    .orderBy('identity.created_at')
    .limit(sql.lit(1)),
);

export async function findPerson(db: Database, id: string): Promise<Person | undefined> {
  const [row] = await personById(db, id);
  if (row === undefined) return undefined;
  const email = row.typed === null ? undefined : (mailboxOf(row.typed) ?? row.typed);
  return { id: row.id, name: row.name, language: row.language, email, disabled: row.disabled_at !== null, ...(row.merged_into === null ? {} : { mergedInto: row.merged_into }) };
}

/** Holds several persons, always in the order of their ids, so that no two wait for each other. */
export async function lockPersons(db: Database, ids: readonly string[]): Promise<Map<string, NonNullable<Awaited<ReturnType<typeof lockPerson>>>>> {
  const found = new Map<string, NonNullable<Awaited<ReturnType<typeof lockPerson>>>>();
  for (const id of [...new Set(ids)].toSorted()) {
    const person = await lockPerson(db, id);
    if (person !== undefined) found.set(id, person);
  }
  return found;
}

/** Holds a person until the transaction ends: what is decided about them is decided one at a time. Several are locked in the order of their ids. */
export async function lockPerson(db: Database, id: string): Promise<{ id: string; name: string; disabled: boolean; mergedInto: string | undefined; erased: boolean; revision: string } | undefined> {
  const row = await people(db).selectFrom('person').select(['id', 'name', 'disabled_at', 'merged_into', 'erased_at', 'revision']).where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, name: row.name, disabled: row.disabled_at !== null, mergedInto: row.merged_into ?? undefined, erased: row.erased_at !== null, revision: row.revision };
}

export async function insertPerson(db: Database, person: { id: string; name: string; language: string; now: Date }): Promise<void> {
  await people(db).insertInto('person').values({ id: person.id, name: person.name, language: person.language, created_at: person.now, disabled_at: null, search: sql`array_to_tsvector(${searchTokens(person.name, [])}::text[])` }).execute();
}

/** Adds a person and answers their id. */
export async function createPerson(db: Database, person: { name: string; language: string; now: Date }): Promise<string> {
  const id = newId(person.now);
  await insertPerson(db, { id, ...person });
  return id;
}
