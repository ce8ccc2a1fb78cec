import { CompiledQuery } from 'kysely';
import { newId } from '../ids.ts';
import type { Database } from '../database/tables.ts';

/** A fact that happened: ids and facts only, personal text stays in rows that can be erased. */
export type DomainEvent = { name: string; subject: string; data?: Readonly<Record<string, unknown>> };

/** Before any clock: the first delivery waits for none, also when the clock is set back or the next node's is slow. */
const atOnce = new Date(0);

/** Writes the event and one outbox row per subscriber, in the caller's transaction and in one statement. Returns the event's id. */
export async function publishEvent(db: Database, subscribers: readonly string[], at: Date, event: DomainEvent): Promise<string> {
  const { name, subject, data = {} } = event;
  const id = newId(at);
  await db.executeQuery(CompiledQuery.raw(text, [id, name, subject, JSON.stringify(data), at, [...subscribers], atOnce]));
  return id;
}

/** A statement that is written out once: everything that happens is published. */
const text = `with written as (insert into event (id, name, subject, data, occurred_at) values ($1::uuid, $2, $3, $4::jsonb, $5) returning id, subject, position)
  insert into outbox (event_id, subscriber, subject, position, next_attempt_at) select written.id, subscriber, written.subject, written.position, $7::timestamptz from written, unnest($6::text[]) as subscriber`;
