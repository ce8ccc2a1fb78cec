import { sql, type Kysely } from 'kysely';

/** Bots of groups are quiet at hours of the week too; those that are there already never are. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table notice_bot add column quiet jsonb not null default '{}', add column urgent_passes boolean not null default true`.execute(db);
}
