import { sql } from 'kysely';
import type { DeliveryState } from '../../../common/contract/webhooks.ts';
import { newId, type Database } from '../../platform/index.ts';
import type { ProgramsTables, WebhookAttemptTable, WebhookDeliveryTable } from '../schema.ts';

const programs = (db: Database) => db.withTables<ProgramsTables>();

export type NewDelivery = { endpointId: string; eventId: string; event: string; subject: string; position: string; body: string };
export type DeliveryRow = Omit<WebhookDeliveryTable, 'attempts' | 'position'> & { attempts: number; position: string };
export type ListedDelivery = DeliveryRow & { last_status: number | null; last_problem: string | null };

/** Puts messages on their way; one that is known already stays as it is. Answers how many are new. */
export async function insertDeliveries(db: Database, deliveries: readonly NewDelivery[], now: Date): Promise<number> {
  if (deliveries.length === 0) return 0;
  const rows = deliveries.map(({ endpointId, eventId, event, subject, position, body }) => ({ id: newId(now), endpoint_id: endpointId, event_id: eventId, event, subject, position, body, state: 'waiting' as const, next_attempt_at: now, created_at: now, taken_until: null, ended_at: null }));
  const inserted = await programs(db).insertInto('webhook_delivery').values(rows).onConflict((conflict) => conflict.columns(['endpoint_id', 'event_id']).doNothing()).returning('id').execute();
  return inserted.length;
}

/** Receivers that something may be sent to now, and when the next one will be, if later. */
export async function receiversWithDue(db: Database, now: Date): Promise<{ due: string[]; nextAt: Date | undefined }> {
  const { rows } = await sql<{ id: string; due: boolean; next_at: Date | null }>`
    select id,
      exists (select 1 from webhook_delivery where endpoint_id = endpoint.id and state = 'waiting' and next_attempt_at <= ${now} and (taken_until is null or taken_until <= ${now})) as due,
      (select min(next_attempt_at) from webhook_delivery where endpoint_id = endpoint.id and state = 'waiting' and next_attempt_at > ${now}) as next_at
    from webhook_endpoint as endpoint where enabled and deleted_at is null`.execute(db);
  const times = rows.flatMap(({ next_at: at }) => (at === null ? [] : [at.getTime()]));
  return { due: rows.filter(({ due }) => due).map(({ id }) => id), nextAt: times.length === 0 ? undefined : new Date(Math.min(...times)) };
}

export type TakenDelivery = { id: string; eventId: string; event: string; body: string; attempts: number; takenUntil: Date; address: string; secret: string; earlierSecret: string | null; earlierSecretUntil: Date | null };

/**
 * Takes the oldest message for a receiver that may go now: nothing earlier about its subject waits, nobody else is sending it. It belongs to
 * the caller until `until`; after that anyone may take it again.
 */
export async function takeDelivery(db: Database, endpointId: string, now: Date, until: Date): Promise<TakenDelivery | undefined> {
  const { rows } = await sql<{ id: string; event_id: string; event: string; body: string; attempts: number; address: string; secret: string; earlier_secret: string | null; earlier_secret_until: Date | null }>`
    update webhook_delivery set taken_until = ${until}
    from webhook_endpoint as endpoint
    where endpoint.id = webhook_delivery.endpoint_id and webhook_delivery.id = (
      select waiting.id from webhook_delivery as waiting join webhook_endpoint as receiver on receiver.id = waiting.endpoint_id
      where waiting.endpoint_id = ${endpointId} and waiting.state = 'waiting' and waiting.next_attempt_at <= ${now} and (waiting.taken_until is null or waiting.taken_until <= ${now})
        and receiver.enabled and receiver.deleted_at is null
        and not exists (
          select 1 from webhook_delivery as earlier
          where earlier.endpoint_id = waiting.endpoint_id and earlier.subject = waiting.subject and earlier.state = 'waiting' and earlier.position < waiting.position
        )
      order by waiting.position limit 1 for update of waiting skip locked
    )
    returning webhook_delivery.id, event_id, event, body, attempts, endpoint.address, endpoint.secret, endpoint.earlier_secret, endpoint.earlier_secret_until`.execute(db);
  const row = rows[0];
  if (row === undefined) return undefined;
  return { id: row.id, eventId: row.event_id, event: row.event, body: row.body, attempts: row.attempts, takenUntil: until, address: row.address, secret: row.secret, earlierSecret: row.earlier_secret, earlierSecretUntil: row.earlier_secret_until };
}

/** Keeps an attempt and what becomes of the delivery, unless somebody else has taken it over meanwhile. */
export async function noteAttempt(db: Database, taken: TakenDelivery, attempt: Omit<WebhookAttemptTable, 'id' | 'delivery_id'>, next: { state: 'delivered' | 'failed' } | { state: 'waiting'; nextAttemptAt: Date }): Promise<void> {
  await programs(db).insertInto('webhook_attempt').values({ id: newId(attempt.at), delivery_id: taken.id, ...attempt }).execute();
  await programs(db)
    .updateTable('webhook_delivery')
    .set({ state: next.state, attempts: taken.attempts + 1, taken_until: null, ...(next.state === 'waiting' ? { next_attempt_at: next.nextAttemptAt } : { ended_at: attempt.at }) })
    .where('id', '=', taken.id)
    .where('state', '=', 'waiting')
    .where('taken_until', '=', taken.takenUntil)
    .execute();
}

const lastAttempt = (column: 'status' | 'problem') => sql<never>`(select ${sql.ref(column)} from webhook_attempt where delivery_id = webhook_delivery.id order by id desc limit 1)`;
const listed = (db: Database) => programs(db).selectFrom('webhook_delivery').selectAll().select([lastAttempt('status').$castTo<number | null>().as('last_status'), lastAttempt('problem').$castTo<string | null>().as('last_problem')]);

/** Deliveries of a receiver, the latest first. */
export async function listDeliveryRows(db: Database, which: { endpointId: string; state: DeliveryState | undefined; event: string | undefined; after: string | undefined }, rows: number): Promise<ListedDelivery[]> {
  return listed(db)
    .where('endpoint_id', '=', which.endpointId)
    .$if(which.state !== undefined, (query) => query.where('state', '=', which.state ?? 'waiting'))
    .$if(which.event !== undefined, (query) => query.where('event', '=', which.event ?? ''))
    .$if(which.after !== undefined, (query) => query.where('id', '<', which.after ?? ''))
    .orderBy('id', 'desc')
    .limit(rows)
    .execute();
}

export async function readDeliveryRow(db: Database, endpointId: string, id: string): Promise<ListedDelivery | undefined> {
  return listed(db).where('endpoint_id', '=', endpointId).where('id', '=', id).executeTakeFirst();
}

export async function listAttempts(db: Database, deliveryId: string): Promise<WebhookAttemptTable[]> {
  return programs(db).selectFrom('webhook_attempt').selectAll().where('delivery_id', '=', deliveryId).orderBy('id', 'desc').limit(100).execute();
}

/** Sends a delivery again from the beginning: one, or all of a receiver that failed since. One that is being sent is left alone. Answers how many. */
export async function sendAgain(db: Database, which: { endpointId: string; id: string } | { endpointId: string; failedSince: Date }, now: Date): Promise<number> {
  const { numUpdatedRows } = await programs(db)
    .updateTable('webhook_delivery')
    .set({ state: 'waiting', attempts: 0, next_attempt_at: now, ended_at: null })
    .where('endpoint_id', '=', which.endpointId)
    .where('taken_until', 'is', null)
    .$if('id' in which, (query) => query.where('id', '=', 'id' in which ? which.id : ''))
    .$if('failedSince' in which, (query) => query.where('state', '=', 'failed').where('created_at', '>=', 'failedSince' in which ? which.failedSince : now))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Gives up what waits for a receiver, but what is being sent at this moment; it can be sent again by hand. Answers how many. */
export async function giveUpWaiting(db: Database, endpointId: string, now: Date): Promise<number> {
  const { numUpdatedRows } = await programs(db)
    .updateTable('webhook_delivery')
    .set({ state: 'failed', taken_until: null, ended_at: now })
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', 'waiting')
    .where((where) => where.or([where('taken_until', 'is', null), where('taken_until', '<=', now)]))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Has everything that waits for a receiver go out now, whatever its next attempt was set for. */
export async function sendWaitingNow(db: Database, endpointId: string, now: Date): Promise<void> {
  await programs(db).updateTable('webhook_delivery').set({ next_attempt_at: now }).where('endpoint_id', '=', endpointId).where('state', '=', 'waiting').where('next_attempt_at', '>', now).execute();
}

/** A condition on deliveries: it waits, and its receiver is off or deleted. */
export const waitsForNobody = sql`state = 'waiting' and endpoint_id in (select id from webhook_endpoint where not enabled or deleted_at is not null)`;

/** Events since an instant that a receiver chose and was never sent, the oldest first. */
export async function missedEvents(db: Database, endpointId: string, names: readonly string[], since: Date, limit: number): Promise<{ id: string; name: string; subject: string; position: string; data: Record<string, unknown>; occurredAt: Date }[]> {
  const { rows } = await sql<{ id: string; name: string; subject: string; position: string; data: Record<string, unknown>; occurred_at: Date }>`
    select id, name, subject, position, data, occurred_at from event
    where occurred_at >= ${since} and name = any(${[...names]}::text[])
      and not exists (select 1 from webhook_delivery where endpoint_id = ${endpointId} and event_id = event.id)
    order by position limit ${limit}`.execute(db);
  return rows.map(({ occurred_at: occurredAt, ...event }) => ({ ...event, occurredAt }));
}
