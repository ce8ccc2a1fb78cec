import type { z } from 'zod';
import type { deliveryInput, droppedDeliveriesOutput, failedJobsInput, failedJobsOutput, jobInput, parkedDeliveriesInput, parkedDeliveriesOutput, ParkedDeliveryView } from '../../../common/contract/upkeep.ts';
import type { ProductParts } from '../../parts.ts';
import { retryParked } from '../../platform/events/index.ts';
import { done, pageFrom, readCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { listFailedJobs, retryFailedJob } from '../../platform/jobs/index.ts';
import { bringBackDropped, dropParked, listDroppedRows, listParkedRows, type ParkedRow } from '../store/dropped.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The moment of a cursor; undefined when it is none. */
function momentOf(value: string | number | null | undefined): Date | undefined {
  const at = typeof value === 'string' ? new Date(value) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? undefined : at;
}

const wrongCursor = () => refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });

/** Jobs that are not tried again by themselves. */
export async function readFailedJobs(work: Work, { cursor, limit }: z.output<typeof failedJobsInput>): Promise<Outcome<z.input<typeof failedJobsOutput>>> {
  const place = readCursor(cursor, 2);
  if (!place.ok) return place;
  const [at, id] = [momentOf(place.value?.[0]), place.value?.[1]];
  if (place.value !== undefined && (at === undefined || typeof id !== 'string' || !uuid.test(id))) return wrongCursor();
  const rows = await listFailedJobs(work.db, rowsToRead(limit), at === undefined ? undefined : { at, id: String(id) });
  return done(
    pageFrom(
      rows,
      limit,
      ({ lastError, failedAt, ...row }) => ({ ...row, failedAt: failedAt.toISOString(), ...(lastError === null ? {} : { lastError: lastError.slice(0, 1000) }) }),
      (row) => [row.failedAt.toISOString(), row.id],
    ),
  );
}

export async function retryJob({ running }: ProductParts, work: Work, { id }: z.output<typeof jobInput>): Promise<Outcome<{ retried: true }>> {
  const name = await retryFailedJob(work.db, id);
  if (name === undefined) return refuse('not_found');
  await work.audit({ subjectKind: 'job', subjectKey: id, before: { state: 'failed' }, after: { state: 'retry', job: name } });
  await work.publish({ name: 'upkeep.queue_changed', subject: id });
  work.afterCommit(() => running?.wakeJob(name));
  return done({ retried: true });
}

type PlaceOfDelivery = { at: Date; eventId: string; subscriber: string };

/** Where a page of deliveries goes on. */
function readDeliveryPlace(cursor: string | undefined): Outcome<PlaceOfDelivery | undefined> {
  const place = readCursor(cursor, 3);
  if (!place.ok) return place;
  if (place.value === undefined) return done(undefined);
  const [at, eventId, subscriber] = [momentOf(place.value[0]), place.value[1], place.value[2]];
  return at === undefined || typeof eventId !== 'string' || !uuid.test(eventId) || typeof subscriber !== 'string' ? wrongCursor() : done({ at, eventId, subscriber });
}

function viewOf({ eventId: event, subscriber, name, subject, attempts, lastError, parkedAt }: ParkedRow): ParkedDeliveryView {
  return { event, subscriber, name, subject, attempts, parkedAt: parkedAt.toISOString(), ...(lastError === null ? {} : { lastError: lastError.slice(0, 1000) }) };
}

/** Deliveries that were given up. */
export async function readParked(work: Work, { cursor, limit }: z.output<typeof parkedDeliveriesInput>): Promise<Outcome<z.input<typeof parkedDeliveriesOutput>>> {
  const place = readDeliveryPlace(cursor);
  if (!place.ok) return place;
  const rows = await listParkedRows(work.db, rowsToRead(limit), place.value);
  return done(pageFrom(rows, limit, viewOf, (row) => [row.parkedAt.toISOString(), row.eventId, row.subscriber]));
}

/** Deliveries that were dropped, as long as they can be brought back. */
export async function readDropped(work: Work, { cursor, limit }: z.output<typeof parkedDeliveriesInput>): Promise<Outcome<z.input<typeof droppedDeliveriesOutput>>> {
  const place = readDeliveryPlace(cursor);
  if (!place.ok) return place;
  const rows = await listDroppedRows(work.db, rowsToRead(limit), place.value);
  return done(pageFrom(rows, limit, (row) => ({ ...viewOf(row), droppedAt: row.droppedAt.toISOString() }), (row) => [row.droppedAt.toISOString(), row.eventId, row.subscriber]));
}

type Delivery = z.output<typeof deliveryInput>;
const subjectOf = ({ event, subscriber }: Delivery) => `${event} ${subscriber}`;

export async function retryDelivery({ running }: ProductParts, work: Work, delivery: Delivery): Promise<Outcome<{ retried: true }>> {
  if (!(await retryParked(work.db, delivery.event, delivery.subscriber, work.now))) return refuse('not_found');
  await work.audit({ subjectKind: 'delivery', subjectKey: subjectOf(delivery), before: { state: 'parked' }, after: { state: 'waiting' } });
  await work.publish({ name: 'upkeep.queue_changed', subject: delivery.event });
  work.afterCommit(() => running?.wakeRelay());
  return done({ retried: true });
}

/** Nobody gets it any more; it can be brought back for a month. */
export async function dropDelivery(work: Work, delivery: Delivery): Promise<Outcome<{ dropped: true }>> {
  if (!(await dropParked(work.db, delivery.event, delivery.subscriber, work.now))) return refuse('not_found');
  await work.audit({ subjectKind: 'delivery', subjectKey: subjectOf(delivery), before: { state: 'parked' }, after: { state: 'dropped' } });
  await work.publish({ name: 'upkeep.queue_changed', subject: delivery.event });
  return done({ dropped: true });
}

export async function bringBackDelivery(work: Work, delivery: Delivery): Promise<Outcome<{ restored: true }>> {
  if (!(await bringBackDropped(work.db, delivery.event, delivery.subscriber))) return refuse('not_found');
  await work.audit({ subjectKind: 'delivery', subjectKey: subjectOf(delivery), before: { state: 'dropped' }, after: { state: 'parked' } });
  await work.publish({ name: 'upkeep.queue_changed', subject: delivery.event });
  return done({ restored: true });
}
