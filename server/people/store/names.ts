import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

/** True when somebody else has this name too, whatever its case. */
export async function isNameOfOthers(db: Database, name: string, personId: string): Promise<boolean> {
  const row = await people(db).selectFrom('person').select('id').where(sql<boolean>`lower(name) = lower(${name})`).where('id', '!=', personId).where(sql<boolean>`merged_into is distinct from ${personId}`).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** The entries that were found to be the same human as this one, and theirs in turn. */
export async function mergedEntriesOf(db: Database, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive entry as (
      select id from person where merged_into = ${personId} union select person.id from person join entry on person.merged_into = entry.id
    ) select id from entry where id <> ${personId} order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** True when somebody else, who was not found to be the same human, has an account, proven or claimed. */
export async function isHeldByOthers(db: Database, personId: string, { kind, issuer, canonical }: { kind: string; issuer: string; canonical: string }): Promise<boolean> {
  const same = [personId, ...(await mergedEntriesOf(db, personId))];
  const row = await people(db)
    .selectFrom('identity')
    .select('id')
    .where(sql<boolean>`kind = ${kind} and issuer = ${issuer} and canonical = ${canonical}`)
    .where('person_id', 'not in', same)
    .where(sql<boolean>`person_id is distinct from (select merged_into from person where id = ${personId})`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Everyone who may act as operator of the whole centre now. */
export async function activeOperators(db: Database): Promise<string[]> {
  const rows = await people(db)
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .select('person.id')
    .where('role_grant.role', '=', 'operator')
    .where('role_grant.scope_kind', '=', 'centre')
    .where('person.disabled_at', 'is', null)
    .where('person.merged_into', 'is', null)
    .where('person.erased_at', 'is', null)
    .orderBy('person.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Nobody signs in as this person from now on. Their open sessions are ended by `endSessionsOf`. */
export async function shutPerson(db: Database, personId: string, now: Date): Promise<void> {
  await people(db).updateTable('person').set({ disabled_at: now }).where('id', '=', personId).where('disabled_at', 'is', null).execute();
}
