import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';

const batch = 1_000;

/**
 * Deletes events older than `before` that every subscriber has got, in short statements. Those that wait or are parked stay,
 * except for subscribers that this program no longer has. Answers how many events went.
 */
export async function deleteOldEvents(db: Database, before: Date, subscribers: readonly string[]): Promise<number> {
  await sql`
    delete from outbox using event
    where event.id = outbox.event_id and event.occurred_at < ${before} and outbox.subscriber <> all (${subscribers}::text[])`.execute(db);
  let deleted = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from event where id in (
        select id from event
        where occurred_at < ${before} and not exists (select 1 from outbox where outbox.event_id = event.id)
        order by occurred_at limit ${batch}
      )`.execute(db);
    deleted += Number(numAffectedRows);
    if (numAffectedRows < batch) return deleted;
  }
}
