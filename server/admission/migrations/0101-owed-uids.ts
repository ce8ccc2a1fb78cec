import { sql, type Kysely } from 'kysely';

/** A UID can be owed without a window: a moderator let somebody in who said that the product could not be reached. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table uid_request alter column window_id drop not null`.execute(db);
}
