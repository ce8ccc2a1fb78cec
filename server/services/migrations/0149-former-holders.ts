import { sql, type Kysely } from 'kysely';

/** Whose an entitlement was that waits for its account again: what was theirs goes with them when they are erased. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table entitlement add column former_person_id uuid references person (id)`.execute(db);
  await sql`create index entitlement_former on entitlement (former_person_id) where former_person_id is not null`.execute(db);
}
