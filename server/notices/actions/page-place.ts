import { z } from 'zod';
import { done, readCursor, refuse, type Outcome, type Place } from '../../platform/index.ts';

const timePlace = z.tuple([z.iso.datetime(), z.uuid()]);

/** Reads a cursor of a list in the order of time: an instant and an id. */
export function readTimePlace(cursor: string | undefined): Outcome<Place | undefined> {
  const read = readCursor(cursor, 2);
  if (!read.ok || read.value === undefined) return read;
  const parsed = timePlace.safeParse(read.value);
  return parsed.success ? done(parsed.data) : refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
}
