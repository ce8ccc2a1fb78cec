import { sql, type Kysely } from 'kysely';

/** A passkey that was tried and refused is a fact by which the check of high trust decides. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table high_trust_proof add column refused boolean not null default false`.execute(db);
}
