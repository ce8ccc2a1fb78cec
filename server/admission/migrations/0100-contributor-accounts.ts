import { sql, type Kysely } from 'kysely';

/** Which person an account at a forge served as a contributor: it serves no other, also after it was given up and proven again (H4). */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table contributor_account (
    id uuid primary key,
    account_hash text not null unique,
    person_id uuid not null references person (id),
    at timestamptz not null
  )`.execute(db);
  await sql`create index contributor_account_person on contributor_account (person_id)`.execute(db);
}
