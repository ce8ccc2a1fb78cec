import { usualPage } from '../../../common/contract/paging.ts';
import { refuse, type Outcome } from '../outcome/refusal.ts';

/** The place after an item in a sorted list: the values of its sort columns, the last of which is unique. */
export type Place = readonly (string | number | null)[];

/** Writes a place as an opaque cursor. */
export function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a cursor of `length` values; refused as a wrong field when it is none of ours. Its values are compared, never executed. */
export function readCursor(cursor: string | undefined, length: number): Outcome<Place | undefined> {
  if (cursor === undefined) return { ok: true, value: undefined };
  const wrong = refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const fits = Array.isArray(place) && place.length === length && place.every((value) => value === null || typeof value === 'number' || (typeof value === 'string' && value.length <= 300));
    return fits ? { ok: true, value: place as Place } : wrong;
  } catch {
    // Not JSON: the refusal says that the cursor is wrong.
    return wrong;
  }
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Reads the cursor of a list that is sorted by id alone. */
export function readIdCursor(cursor: string | undefined): Outcome<string | undefined> {
  const place = readCursor(cursor, 1);
  if (!place.ok || place.value === undefined) return place.ok ? { ok: true, value: undefined } : place;
  const id = String(place.value[0]);
  return uuid.test(id) ? { ok: true, value: id } : refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
}

/** How many rows to ask for: one more than is shown tells whether there is a next page. */
export function rowsToRead(limit: number = usualPage): number {
  return limit + 1;
}

/** The page from `rowsToRead` rows, and where the next one begins. */
export function pageFrom<Row, Item>(rows: readonly Row[], limit: number = usualPage, toItem: (row: Row) => Item, placeOf: (row: Row) => Place): { items: Item[]; next?: string } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(toItem), ...(rows.length > limit && last !== undefined ? { next: writeCursor(placeOf(last)) } : {}) };
}
