import { sql, type Kysely } from 'kysely';

/** A membership that ended with the proof it stood on, or with a better one of the same person, is not one that somebody took away. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table organisation_member add column lapsed_at timestamptz`.execute(db);
  await sql`create index organisation_member_gone on organisation_member (person_id, organisation_id) where removed_at is not null and person_id is not null`.execute(db);
}
