import { newId } from '../ids.ts';
import type { Database } from '../database/tables.ts';

/** A fact that happened: ids and facts only, personal text stays in rows that can be erased. */
export type DomainEvent = { name: string; subject: string; data?: Readonly<Record<string, unknown>> };

/** Writes the event and one outbox row per subscriber, in the caller's transaction. Returns the event's id. */
export async function publishEvent(db: Database, subscribers: readonly string[], at: Date, event: DomainEvent): Promise<string> {
  const id = newId(at);
  await db.insertInto('event').values({ id, name: event.name, subject: event.subject, data: JSON.stringify(event.data ?? {}), occurred_at: at }).execute();
  if (subscribers.length > 0) await db.insertInto('outbox').values(subscribers.map((subscriber) => ({ event_id: id, subscriber, last_error: null }))).execute();
  return id;
}
