import type { z } from 'zod';
import type { applicationsSchema, listApplicationsSchema } from '../../../common/contract/admission.ts';
import type { waitingSchema } from '../../../common/contract/moderation.ts';
import { personsLike } from '../../people/index.ts';
import { done, pageFrom, readCursor, refuse, rowsToRead, type Outcome, type Place, type Work } from '../../platform/index.ts';
import { fleetNames, fleetsWhere } from '../reach.ts';
import { countWaiting, listQueue, queuePlace, type QueuePlace } from '../store/queue.ts';
import { queueLines } from '../views/queue-lines.ts';

/** Applications of the reader's fleets: what waits for a moderator, oldest first, a waitlist in the order of its places, or those in another state. */
export async function readQueue(work: Work, { fleet, state: asked = 'in_review', person, uid, search, cursor, limit }: z.output<typeof listApplicationsSchema>): Promise<Outcome<z.input<typeof applicationsSchema>>> {
  // Who owes a UID is in, or about to be.
  const state = uid === undefined ? asked : 'joined';
  const read = readCursor(cursor, state === 'waitlisted' ? 3 : 2);
  if (!read.ok) return read;
  const after = read.value === undefined ? undefined : placeFrom(read.value);
  if (after === 'wrong') return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  const wanted = search === undefined ? undefined : { text: search, persons: await personsLike(work.db, search) };
  const rows = await listQueue(work.db, { fleets: fleetsWhere(work.actor, 'applications.decide', fleet), state, person, ...(uid === undefined ? {} : { uidOverdueAt: work.now }), search: wanted, after }, rowsToRead(limit));
  const page = pageFrom(rows, limit, (row) => row, (row) => cursorOf(queuePlace(row)));
  return done({ ...page, items: await queueLines(work, page.items) });
}

function cursorOf(place: QueuePlace): Place {
  return 'place' in place ? [place.fleet, place.place, place.id] : [place.at.getTime(), place.id];
}

/** The place that a cursor names, of two values in time and of three on waitlists. */
function placeFrom(values: Place): QueuePlace | 'wrong' {
  const id = String(values.at(-1));
  if (!/^[0-9a-f-]{36}$/.test(id)) return 'wrong';
  if (values.length === 3) return Number.isSafeInteger(values[1]) ? { fleet: String(values[0]), place: Number(values[1]), id } : 'wrong';
  const at = new Date(Number(values[0]));
  return Number.isNaN(at.getTime()) ? 'wrong' : { at, id };
}

/** What waits for the reader, per fleet. */
export async function readWaiting(work: Work): Promise<Outcome<z.input<typeof waitingSchema>>> {
  const counts = await countWaiting(work.db, fleetsWhere(work.actor, 'applications.decide'));
  const names = await fleetNames(work.db, counts.map(({ fleet }) => fleet), work.language);
  return done({ items: counts.map((count) => ({ ...count, fleetName: names.get(count.fleet) ?? count.fleet })) });
}
