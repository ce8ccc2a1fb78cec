import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';

export type ParkedDelivery = { eventId: string; subscriber: string; name: string; subject: string; attempts: number; lastError: string | null; parkedAt: Date };
export type OutboxState = { waiting: number; failing: number; parked: number; oldestWaiting: Date | null };

/** Deliveries that were given up, newest first; they stay until they are tried again or dropped. */
export async function listParked(db: Database, limit = 50): Promise<ParkedDelivery[]> {
  const rows = await db
    .selectFrom('outbox')
    .innerJoin('event', 'event.id', 'outbox.event_id')
    .select(['outbox.event_id', 'outbox.subscriber', 'event.name', 'event.subject', 'outbox.attempts', 'outbox.last_error', 'outbox.parked_at'])
    .where('outbox.parked_at', 'is not', null)
    .orderBy('outbox.parked_at', 'desc')
    .limit(Math.min(limit, 500))
    .execute();
  return rows.map((row) => ({
    eventId: row.event_id,
    subscriber: row.subscriber,
    name: row.name,
    subject: row.subject,
    attempts: row.attempts,
    lastError: row.last_error,
    parkedAt: row.parked_at ?? new Date(0),
  }));
}

/** Puts a parked delivery back in its queue. False when it is not parked (any more). */
export async function retryParked(db: Database, eventId: string, subscriber: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ parked_at: null, attempts: 0, next_attempt_at: now })
    .where('event_id', '=', eventId)
    .where('subscriber', '=', subscriber)
    .where('parked_at', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How much waits, how much of it has failed before, and how much was given up. */
export async function readOutboxState(db: Database): Promise<OutboxState> {
  const { rows } = await sql<OutboxState>`
    select count(*) filter (where parked_at is null)::int as waiting,
      count(*) filter (where parked_at is null and attempts > 0)::int as failing,
      count(*) filter (where parked_at is not null)::int as parked,
      (select min(event.occurred_at) from outbox join event on event.id = outbox.event_id where outbox.parked_at is null) as "oldestWaiting"
    from outbox`.execute(db);
  return rows[0] ?? { waiting: 0, failing: 0, parked: 0, oldestWaiting: null };
}
