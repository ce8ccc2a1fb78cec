import { sql, type Kysely } from 'kysely';

/** A kind of data that stays without an end unless operators choose one: null is none. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table retention_setting alter column days drop not null`.execute(db);
}
