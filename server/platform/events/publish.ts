import { CompiledQuery } from 'kysely';
import { newId } from '../ids.ts';
import type { Database } from '../database/tables.ts';

/** A fact that happened: ids and facts only, personal text stays in rows that can be erased. */
export type DomainEvent = { name: string; subject: string; data?: Readonly<Record<string, unknown>> };

/** Before any clock: the first delivery waits for none, also when the clock is set back or the next node's is slow. */
const atOnce = new Date(0);

/** Writes the event and one outbox row per subscriber, in the caller's transaction and in one statement. Returns the event's id. */
export async function publishEvent(db: Database, subscribers: readonly string[], at: Date, { name, subject, data = {} }: DomainEvent): Promise<string> {
  const id = newId(at);
  await db.executeQuery(CompiledQuery.raw(textOfOne, [id, name, subject, JSON.stringify(data), at, [...subscribers], atOnce]));
  return id;
}

/** The same for what happened at one moment, in this order, still in one statement. */
export async function publishEvents(db: Database, subscribersOf: (event: string) => readonly string[], at: Date, events: readonly DomainEvent[]): Promise<void> {
  const [first] = events;
  if (first === undefined) return;
  if (events.length === 1) return void (await publishEvent(db, subscribersOf(first.name), at, first));
  const ids = events.map(() => newId(at));
  const wanted = events.flatMap(({ name }, index) => subscribersOf(name).map((subscriber) => ({ id: ids[index], subscriber })));
  const column = <Value>(value: (event: DomainEvent) => Value) => events.map(value);
  await db.executeQuery(CompiledQuery.raw(textOfSeveral, [ids, column(({ name }) => name), column(({ subject }) => subject), column(({ data = {} }) => JSON.stringify(data)), at, wanted.map(({ id }) => id), wanted.map(({ subscriber }) => subscriber), atOnce]));
}

/** A statement that is written out once: everything that happens is published. */
const textOfOne = `with written as (insert into event (id, name, subject, data, occurred_at) values ($1::uuid, $2, $3, $4::jsonb, $5) returning id, subject, position)
  insert into outbox (event_id, subscriber, subject, position, next_attempt_at) select written.id, subscriber, written.subject, written.position, $7::timestamptz from written, unnest($6::text[]) as subscriber`;
const textOfSeveral = `with written as (
    insert into event (id, name, subject, data, occurred_at)
      select id, name, subject, data::jsonb, $5 from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) with ordinality as given (id, name, subject, data, place) order by place
      returning id, subject, position)
  insert into outbox (event_id, subscriber, subject, position, next_attempt_at)
    select written.id, wanted.subscriber, written.subject, written.position, $8::timestamptz from unnest($6::uuid[], $7::text[]) as wanted (event_id, subscriber) join written on written.id = wanted.event_id`;
