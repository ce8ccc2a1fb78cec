import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';

export type MailCounts = { waiting: number; /** Waiting although they have been tried. */ retrying: number; failed: number; caught: number; oldestWaiting: Date | null };

/** How mails stand. `failed` counts those of the last week. */
export async function readMailCounts(db: Database, now: Date): Promise<MailCounts> {
  const week = new Date(now.getTime() - 7 * 24 * 3600_000);
  const { rows } = await sql<MailCounts>`
    select count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'waiting' and attempts > 0)::int as retrying,
      count(*) filter (where state = 'failed' and created_at > ${week})::int as failed, count(*) filter (where state = 'caught')::int as caught,
      min(created_at) filter (where state = 'waiting') as "oldestWaiting"
    from mail`.execute(db);
  return rows[0] ?? { waiting: 0, retrying: 0, failed: 0, caught: 0, oldestWaiting: null };
}
