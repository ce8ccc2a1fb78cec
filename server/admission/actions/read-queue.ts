import type { z } from 'zod';
import type { applicationsSchema, listApplicationsSchema } from '../../../common/contract/admission.ts';
import type { waitingSchema } from '../../../common/contract/moderation.ts';
import { personsLike } from '../../people/index.ts';
import { done, pageFrom, readCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { fleetNames, fleetsWhere } from '../reach.ts';
import { countWaiting, listQueue } from '../store/queue.ts';
import { queueLines } from '../views/queue-lines.ts';

/** Applications of the reader's fleets: what waits for a moderator, oldest first, or those in another state. */
export async function readQueue(work: Work, { fleet, state = 'in_review', person, search, cursor, limit }: z.output<typeof listApplicationsSchema>): Promise<Outcome<z.input<typeof applicationsSchema>>> {
  const place = readCursor(cursor, 2);
  if (!place.ok) return place;
  const after = place.value === undefined ? undefined : { at: new Date(Number(place.value[0])), id: String(place.value[1]) };
  if (after !== undefined && (Number.isNaN(after.at.getTime()) || !/^[0-9a-f-]{36}$/.test(after.id))) return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  const wanted = search === undefined ? undefined : { text: search, persons: await personsLike(work.db, search) };
  const rows = await listQueue(work.db, { fleets: fleetsWhere(work.actor, 'applications.decide', fleet), state, person, search: wanted, after }, rowsToRead(limit));
  const page = pageFrom(rows, limit, (row) => row, ({ submittedAt, id }) => [submittedAt.getTime(), id]);
  return done({ ...page, items: await queueLines(work, page.items) });
}

/** What waits for the reader, per fleet. */
export async function readWaiting(work: Work): Promise<Outcome<z.input<typeof waitingSchema>>> {
  const counts = await countWaiting(work.db, fleetsWhere(work.actor, 'applications.decide'));
  const names = await fleetNames(work.db, counts.map(({ fleet }) => fleet), work.language);
  return done({ items: counts.map((count) => ({ ...count, fleetName: names.get(count.fleet) ?? count.fleet })) });
}
