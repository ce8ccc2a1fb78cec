import { sql, type Kysely } from 'kysely';

/** Whether a super group has the certificate by which it exists. Those that are there were opened by one; it is looked at again with the next change. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table fleet_group add column certified boolean not null default false`.execute(db);
  await sql`update fleet_group as g set certified = true from fleet as f where f.key = g.fleet and coalesce(g.entry->>'size', f.settings->>'size') = 'super'`.execute(db);
}
