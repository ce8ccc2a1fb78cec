import { sql, type Kysely } from 'kysely';

/** Of an account whose proof was taken back: when, and since when and how it had been proven, so that it can be as it was. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table identity add column withdrawn_at timestamptz, add column withdrawn_proven_at timestamptz, add column withdrawn_how text`.execute(db);
}
