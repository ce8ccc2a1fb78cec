import { sql } from 'kysely';
import { mentions, type Database } from '../../platform/index.ts';

/** How many entries and settings of the described centre, which everyone can read, contain one of these words. */
export async function countMentions(db: Database, words: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select ((select count(*) from centre_entry where deleted_at is null and ${mentions(sql`data::text`, words)})
      + (select count(*) from centre_state where ${mentions(sql`settings::text`, words)}))::int as count`.execute(db);
  return rows[0]?.count ?? 0;
}
