import { sql, type Kysely } from 'kysely';

/** Whose a membership was that waits for its account again: what was theirs goes with them when they are erased. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table organisation_member add column former_person_id uuid references person (id)`.execute(db);
  await sql`create index organisation_member_former on organisation_member (former_person_id) where former_person_id is not null`.execute(db);
}
