import { sql, type Kysely } from 'kysely';

/** Those who came by themselves and proved who they are, by when they did: of them a burst is made. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index application_proven on application (fleet, verified_at) where verified_at is not null and entrance <> 'import' and not evidence ? 'vouched'`.execute(db);
}
