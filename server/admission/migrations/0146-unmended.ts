import { sql, type Kysely } from 'kysely';

/** Forms that were sent back and are waited for. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index application_unmended on application (submitted_at) where state = 'awaiting_correction'`.execute(db);
}
