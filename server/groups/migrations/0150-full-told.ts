import { sql, type Kysely } from 'kysely';

/** That a fleet is full is said once for as long as it stays so, however many seats go from hand to hand: what it was said of. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table fleet add column full_told text`.execute(db);
}
