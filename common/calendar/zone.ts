import { dayMs, firstYear, lastYear } from './dates.ts';
import type { Interval } from './types.ts';

/** Offsets of one zone over one chunk of time: `offsets[i]` holds from `starts[i]` until the next start. All in milliseconds. */
type Chunk = { readonly starts: number[]; readonly offsets: number[]; readonly end: number };
type Zone = { readonly formatter: Intl.DateTimeFormat; readonly chunks: Map<number, Chunk> };

const chunkMs = 64 * dayMs;
/** No zone is further from UTC since 1900 (Manila and Alaska were close to 16 h before). */
const widestOffset = 16 * 3_600_000;
const mostZones = 1_000;
const mostChunks = 2_048;

/** Instants that the arithmetic covers, epoch milliseconds. */
export const earliestInstant = Date.UTC(firstYear, 0, 1);
export const latestInstant = Date.UTC(lastYear + 1, 0, 1);

// The tables are facts about zones, not state: clearing them costs time only.
const zones = new Map<string, Zone>();

/** Whether this is an IANA zone (or an alias) that the engine knows. */
export function isTimeZone(name: string): boolean {
  if (zones.has(name)) return true;
  try {
    zoneNamed(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether an instant is one that the arithmetic covers. */
export function isCovered(ms: number): boolean {
  return ms >= earliestInstant && ms < latestInstant;
}

/**
 * Local time of an instant as milliseconds on a clock without zone (read it with UTC functions).
 * Throws RangeError for an unknown zone.
 */
export function localOf(timeZone: string, ms: number): number {
  const zone = zoneNamed(timeZone);
  const { starts, offsets } = chunkAt(zone, Math.floor(ms / chunkMs));
  let index = starts.length - 1;
  while (index > 0 && (starts[index] ?? 0) > ms) index -= 1;
  return ms + (offsets[index] ?? 0);
}

/**
 * The instants at which the local clock shows a time in [localStart, localEnd), ascending.
 * A clock that is put forward skips part of the range, one that is put back passes part of it twice;
 * 24 hours on the clock can thus be 23 or 25 real ones.
 */
export function instantsOf(timeZone: string, localStart: number, localEnd: number): Interval[] {
  const zone = zoneNamed(timeZone);
  const intervals: Interval[] = [];
  const lastChunk = Math.floor((localEnd + widestOffset) / chunkMs);
  for (let number = Math.floor((localStart - widestOffset) / chunkMs); number <= lastChunk; number += 1) {
    const { starts, offsets, end: chunkEnd } = chunkAt(zone, number);
    for (let index = 0; index < starts.length; index += 1) {
      const offset = offsets[index] ?? 0;
      const start = Math.max(starts[index] ?? 0, localStart - offset);
      const end = Math.min(starts[index + 1] ?? chunkEnd, localEnd - offset);
      if (start < end) intervals.push({ start, end });
    }
  }
  return intervals;
}

function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  if (zones.size >= mostZones) zones.clear();
  const zone: Zone = { formatter, chunks: new Map() };
  zones.set(name, zone);
  return zone;
}

function chunkAt(zone: Zone, number: number): Chunk {
  const known = zone.chunks.get(number);
  if (known !== undefined) return known;
  const chunk = readChunk(zone.formatter, number * chunkMs);
  if (zone.chunks.size >= mostChunks) zone.chunks.clear();
  zone.chunks.set(number, chunk);
  return chunk;
}

/** Looks at every day: no zone changes its clock and changes it back within one. */
function readChunk(formatter: Intl.DateTimeFormat, start: number): Chunk {
  const end = start + chunkMs;
  let offset = readOffset(formatter, start);
  const starts = [start];
  const offsets = [offset];
  for (let from = start; from < end; from += dayMs) {
    const next = readOffset(formatter, from + dayMs);
    if (next === offset) continue;
    const change = findChange(formatter, from, from + dayMs, offset);
    if (change < end) {
      starts.push(change);
      offsets.push(next);
    }
    offset = next;
  }
  return { starts, offsets, end };
}

/** First whole second in (from, to] at which the offset is no longer `before`. */
function findChange(formatter: Intl.DateTimeFormat, from: number, to: number, before: number): number {
  let low = from / 1000;
  let high = to / 1000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(formatter, middle * 1000) === before) low = middle;
    else high = middle;
  }
  return high * 1000;
}

const digits = /\d+/g;

/** Offset from UTC at a whole second, in milliseconds. */
function readOffset(formatter: Intl.DateTimeFormat, ms: number): number {
  const [a = '', b = '', c = '', hour = '', minute = '', second = ''] = formatter.format(ms).match(digits) ?? [];
  // Engines write the date of this locale as 2026-03-01 or as 03/01/2026.
  const [year, month, day] = a.length > 2 ? [a, b, c] : [c, a, b];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) - ms;
}
