import { sql, type Kysely } from 'kysely';

/** The audit log says which API key was used. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table audit_entry add column actor_key_id uuid, add column actor_key_name text`.execute(db);
}
