import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';

/** Takes a parked delivery out of the outbox and keeps it aside, so that it can be brought back. False when it is not parked. */
export async function dropParked(db: Database, eventId: string, subscriber: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with gone as (delete from outbox where event_id = ${eventId} and subscriber = ${subscriber} and parked_at is not null returning *)
    insert into dropped_delivery (event_id, subscriber, subject, position, attempts, last_error, parked_at, dropped_at)
    select event_id, subscriber, subject, position, attempts, last_error, parked_at, ${now} from gone
    on conflict (event_id, subscriber) do update set dropped_at = excluded.dropped_at, parked_at = excluded.parked_at, attempts = excluded.attempts, last_error = excluded.last_error`.execute(db);
  return numAffectedRows === 1n;
}

/** Puts a dropped delivery back where it was: parked. False when there is none. */
export async function bringBackDropped(db: Database, eventId: string, subscriber: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with back as (delete from dropped_delivery where event_id = ${eventId} and subscriber = ${subscriber} returning *)
    insert into outbox (event_id, subscriber, subject, position, attempts, last_error, parked_at, next_attempt_at)
    select event_id, subscriber, subject, position, attempts, last_error, parked_at, dropped_at from back
    on conflict (event_id, subscriber) do nothing`.execute(db);
  return numAffectedRows === 1n;
}

export type ParkedRow = { eventId: string; subscriber: string; name: string; subject: string; attempts: number; lastError: string | null; parkedAt: Date };

/** Parked deliveries, the latest first; `before` is the last one of the page before. */
export async function listParkedRows(db: Database, limit: number, before?: { at: Date; eventId: string; subscriber: string }): Promise<ParkedRow[]> {
  const { rows } = await sql<ParkedRow>`
    select outbox.event_id as "eventId", outbox.subscriber, event.name, event.subject, outbox.attempts, outbox.last_error as "lastError", date_trunc('milliseconds', outbox.parked_at) as "parkedAt"
    from outbox join event on event.id = outbox.event_id
    where outbox.parked_at is not null ${before === undefined ? sql`` : sql`and (date_trunc('milliseconds', outbox.parked_at), outbox.event_id, outbox.subscriber) < (${before.at}, ${before.eventId}::uuid, ${before.subscriber})`}
    order by 7 desc, 1 desc, 2 desc limit ${limit}`.execute(db);
  return rows;
}

export type DroppedRow = ParkedRow & { droppedAt: Date };

/** Deliveries that were dropped and can still be brought back, the latest first; `before` is the last one of the page before. */
export async function listDroppedRows(db: Database, limit: number, before?: { at: Date; eventId: string; subscriber: string }): Promise<DroppedRow[]> {
  const { rows } = await sql<DroppedRow>`
    select dropped.event_id as "eventId", dropped.subscriber, event.name, event.subject, dropped.attempts, dropped.last_error as "lastError", dropped.parked_at as "parkedAt", date_trunc('milliseconds', dropped.dropped_at) as "droppedAt"
    from dropped_delivery as dropped join event on event.id = dropped.event_id
    where true ${before === undefined ? sql`` : sql`and (date_trunc('milliseconds', dropped.dropped_at), dropped.event_id, dropped.subscriber) < (${before.at}, ${before.eventId}::uuid, ${before.subscriber})`}
    order by 8 desc, 1 desc, 2 desc limit ${limit}`.execute(db);
  return rows;
}

export async function deleteOldDropped(db: Database, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`delete from dropped_delivery where dropped_at < ${before}`.execute(db);
  return Number(numAffectedRows);
}
