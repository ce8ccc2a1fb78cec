import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { DeliveredEvent } from './subscriber.ts';

/** Longer than any pause between attempts: what lies further away was written down by a clock that has been set back since. */
const beyondPauseMilliseconds = 20 * 60_000;

const isDue = (table: string, now: Date) => {
  const next = sql.ref(`${table}.next_attempt_at`);
  return sql<boolean>`(${next} <= ${now} or ${next} > ${new Date(now.getTime() + beyondPauseMilliseconds)})`;
};

/** Which of these subscribers have something that may be tried now. */
export async function subscribersWithDue(db: Database, names: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from unnest(${names}::text[]) as name
    where exists (select 1 from outbox where subscriber = name and parked_at is null and ${isDue('outbox', now)})`.execute(db);
  return rows.map((row) => row.name);
}

/** Subjects whose oldest event may be tried now, the longest waiting first. */
export async function subjectsDue(db: Database, subscriber: string, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ subject: string }>`
    select waiting.subject from outbox as waiting
    where waiting.subscriber = ${subscriber} and waiting.parked_at is null and ${isDue('waiting', now)}
      and not exists (
        select 1 from outbox as earlier
        where earlier.subscriber = waiting.subscriber and earlier.subject = waiting.subject and earlier.parked_at is null and earlier.position < waiting.position
      )
    order by waiting.position limit ${limit}`.execute(db);
  return rows.map((row) => row.subject);
}

export type Taken = { event: DeliveredEvent; attempts: number };

/** Locks the oldest event of a subject for this transaction; undefined when there is none, it must wait, or another relay has it. */
export async function takeOldest(tx: Database, subscriber: string, subject: string, now: Date): Promise<Taken | undefined> {
  const { rows } = await sql<Omit<DeliveredEvent, 'occurredAt'> & { occurred_at: Date; attempts: number }>`
    select event.id, event.position, event.name, event.subject, event.data, event.occurred_at, outbox.attempts
    from outbox join event on event.id = outbox.event_id
    where outbox.subscriber = ${subscriber} and outbox.parked_at is null and ${isDue('outbox', now)} and outbox.event_id = (
      select event_id from outbox where subscriber = ${subscriber} and subject = ${subject} and parked_at is null order by position limit 1
    )
    for update of outbox skip locked`.execute(tx);
  const row = rows[0];
  if (row === undefined) return undefined;
  const { occurred_at: occurredAt, attempts, ...event } = row;
  return { event: { ...event, occurredAt }, attempts };
}

/** Takes an event out that was delivered. Answers whether another of its subject waits for the subscriber; one that is published later is told of by its publisher. */
export async function removeDelivered(tx: Database, subscriber: string, { id, subject }: Pick<DeliveredEvent, 'id' | 'subject'>): Promise<boolean> {
  const { rows } = await sql<{ more: boolean }>`
    with delivered as (delete from outbox where event_id = ${id} and subscriber = ${subscriber})
    select exists (select 1 from outbox where subscriber = ${subscriber} and subject = ${subject} and parked_at is null and event_id <> ${id}) as more`.execute(tx);
  return rows[0]?.more === true;
}

/** Notes a failed attempt; with `parked` the event is given up and the next of its subject may go. */
export async function noteFailure(db: Database, failure: { subscriber: string; eventId: string; error: string; nextAttemptAt: Date; parkedAt: Date | null }): Promise<void> {
  await db
    .updateTable('outbox')
    .set((expression) => ({
      attempts: expression('attempts', '+', 1),
      last_error: failure.error,
      next_attempt_at: failure.nextAttemptAt,
      parked_at: failure.parkedAt,
    }))
    .where('event_id', '=', failure.eventId)
    .where('subscriber', '=', failure.subscriber)
    .execute();
}
