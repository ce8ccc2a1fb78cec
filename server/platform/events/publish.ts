import { newId } from '../ids.ts';
import type { Database } from '../database/tables.ts';

/** A fact that happened: ids and facts only, personal text stays in rows that can be erased. */
export type DomainEvent = { name: string; subject: string; data?: Readonly<Record<string, unknown>> };

/** Before any clock: the first delivery waits for none, also when the clock is set back or the next node's is slow. */
const atOnce = new Date(0);

/** Writes the event and one outbox row per subscriber, in the caller's transaction. Returns the event's id. */
export async function publishEvent(db: Database, subscribers: readonly string[], at: Date, event: DomainEvent): Promise<string> {
  const { name, subject, data = {} } = event;
  const id = newId(at);
  const { position } = await db
    .insertInto('event')
    .values({ id, name, subject, data: JSON.stringify(data), occurred_at: at })
    .returning('position')
    .executeTakeFirstOrThrow();
  if (subscribers.length === 0) return id;
  const rows = subscribers.map((subscriber) => ({ event_id: id, subscriber, subject, position, next_attempt_at: atOnce, last_error: null, parked_at: null }));
  await db.insertInto('outbox').values(rows).execute();
  return id;
}
