import { sql, type Kysely } from 'kysely';

/** Whoever bears exactly a name is found at once, however many others bear it too, or as a part of theirs. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index person_name on person (lower(name), id)`.execute(db);
}
