import { sql, type Kysely } from 'kysely';

/** Until when a seat was held that ended, so that whoever took somebody out by mistake can give it back as it was. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table seat add column held_until timestamptz`.execute(db);
}
