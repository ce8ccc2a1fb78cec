import type { z } from 'zod';
import { everyEvent, type attemptSchema, type deliveriesSchema, type Delivery, type deliveryDetailSchema, type listDeliveriesSchema, type replayedSchema, type replaySchema } from '../../../common/contract/webhooks.ts';
import { done, newId, pageFrom, readIdCursor, refuse, rowsToRead, type EventCatalogue, type Outcome, type Work } from '../../platform/index.ts';
import { payloadOf, webhookEventNames } from '../outgoing/payload.ts';
import { insertDeliveries, listAttempts, listDeliveryRows, missedEvents, readDeliveryRow, sendAgain, type ListedDelivery } from '../store/deliveries.ts';
import { lockEndpoint, readEndpoint } from '../store/endpoints.ts';

const mostReplayed = 1000;

export async function listDeliveries(work: Work, { id, state, event, cursor, limit }: z.output<typeof listDeliveriesSchema>): Promise<Outcome<z.input<typeof deliveriesSchema>>> {
  const after = readIdCursor(cursor);
  if (!after.ok) return after;
  if ((await readEndpoint(work.db, id)) === undefined) return refuse('not_found');
  const rows = await listDeliveryRows(work.db, { endpointId: id, state, event, after: after.value }, rowsToRead(limit));
  return done(pageFrom(rows, limit, toDelivery, (row) => [row.id]));
}

export async function readDelivery(work: Work, { id, delivery }: { id: string; delivery: string }): Promise<Outcome<z.input<typeof deliveryDetailSchema>>> {
  const row = await readDeliveryRow(work.db, id, delivery);
  if (row === undefined) return refuse('not_found');
  const tries = (await listAttempts(work.db, delivery)).map(({ at, status, problem, milliseconds, answer }): z.input<typeof attemptSchema> => ({
    at: at.toISOString(), ...(status === null ? {} : { status }), ...(problem === null ? {} : { problem }), milliseconds, answer,
  }));
  return done({ ...toDelivery(row), body: row.body, tries });
}

/** Sends one message again from the beginning, with the same id. */
export async function replayDelivery(work: Work, { id, delivery }: { id: string; delivery: string }, wake: () => void): Promise<Outcome<Delivery>> {
  if ((await readDeliveryRow(work.db, id, delivery)) === undefined) return refuse('not_found');
  await sendAgain(work.db, { endpointId: id, id: delivery }, work.now);
  await work.audit({ subjectKind: 'webhook', subjectKey: id, before: null, after: { replayed: delivery } });
  work.afterCommit(wake);
  const row = await readDeliveryRow(work.db, id, delivery);
  return row === undefined ? refuse('not_found') : done(toDelivery(row));
}

/** Sends everything again that failed since an instant, and what happened while the webhook was off and nothing was sent at all. */
export async function replayWebhook(work: Work, { id, since }: z.output<typeof replaySchema>, catalogue: EventCatalogue, wake: () => void): Promise<Outcome<z.input<typeof replayedSchema>>> {
  const endpoint = await lockEndpoint(work.db, id);
  if (endpoint === undefined || endpoint.deleted_at !== null) return refuse('not_found');
  const from = new Date(Math.max(new Date(since).getTime(), endpoint.created_at.getTime()));
  const chosen = endpoint.events.includes(everyEvent) ? webhookEventNames(catalogue) : endpoint.events;
  const missed = await missedEvents(work.db, id, chosen, from, mostReplayed + 1);
  const added = await insertDeliveries(work.db, missed.slice(0, mostReplayed).map((event) => ({ endpointId: id, eventId: event.id, event: event.name, subject: event.subject, position: event.position, body: payloadOf(event, catalogue) })), work.now);
  const queued = added + (await sendAgain(work.db, { endpointId: id, failedSince: from }, work.now));
  await work.audit({ subjectKind: 'webhook', subjectKey: id, before: null, after: { replayedSince: from.toISOString(), queued } });
  work.afterCommit(wake);
  return done({ queued, more: missed.length > mostReplayed });
}

/** Sends a message without meaning, to see whether it arrives. */
export async function testWebhook(work: Work, { id }: { id: string }, wake: () => void): Promise<Outcome<Delivery>> {
  const endpoint = await readEndpoint(work.db, id);
  if (endpoint === undefined || endpoint.deleted_at !== null) return refuse('not_found');
  if (!endpoint.enabled) return refuse('webhook_off');
  const eventId = newId(work.now);
  const body = JSON.stringify({ type: 'webhook.test', timestamp: work.now.toISOString(), subject: { kind: 'webhook', id }, data: {} });
  await insertDeliveries(work.db, [{ endpointId: id, eventId, event: 'webhook.test', subject: eventId, position: '0', body }], work.now);
  await work.audit({ subjectKind: 'webhook', subjectKey: id, before: null, after: { test: eventId } });
  work.afterCommit(wake);
  const rows = await listDeliveryRows(work.db, { endpointId: id, state: undefined, event: 'webhook.test', after: undefined }, 1);
  return rows[0] === undefined ? refuse('not_found') : done(toDelivery(rows[0]));
}

function toDelivery(row: ListedDelivery): Delivery {
  return {
    id: row.id,
    event: row.event,
    eventId: row.event_id,
    subject: row.subject,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at.toISOString(),
    ...(row.state === 'waiting' ? { nextAttemptAt: row.next_attempt_at.toISOString() } : {}),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
    ...(row.last_status === null ? {} : { lastStatus: row.last_status }),
    ...(row.last_problem === null ? {} : { lastProblem: row.last_problem }),
  };
}
