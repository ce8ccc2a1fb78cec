import { dayMs } from './dates.ts';
import { subtract, unite } from './intervals.ts';
import { openIntervals } from './resolve.ts';
import { horizonDays } from './state.ts';
import type { Interval, Pause, ServiceCalendar } from './types.ts';
import { isCovered, latestInstant } from './zone.ts';

export type DueRefusal =
  /** The duration is below zero. */
  | 'negative_duration'
  /** The duration is zero or no number: nothing is promised. */
  | 'no_duration'
  /** The calendar does not open within 400 days. */
  | 'never_open'
  /** A pause that is still running comes first. */
  | 'paused'
  /** It lies more than 20 years ahead, or outside 1900–2199. */
  | 'too_far';

export type Due = { ok: true; at: number } | { ok: false; reason: DueRefusal };

const farthestDays = 20 * 366;

/**
 * The first instant (epoch ms) by which `openSeconds` of open, unpaused time have passed since `startMs`.
 * The closing instant still counts: what ends exactly at closing is due at closing, not at the next opening.
 * Pauses are a union: they may overlap and come in any order. Throws RangeError for an unknown zone.
 */
export function due(calendar: ServiceCalendar, startMs: number, openSeconds: number, pauses: readonly Pause[]): Due {
  if (openSeconds < 0) return { ok: false, reason: 'negative_duration' };
  if (!Number.isFinite(openSeconds) || openSeconds === 0) return { ok: false, reason: 'no_duration' };
  if (!isCovered(startMs)) return { ok: false, reason: 'too_far' };
  const holes = pausesUntil(pauses, Number.POSITIVE_INFINITY);
  const endless = holes.at(-1)?.end === Number.POSITIVE_INFINITY ? holes.at(-1)?.start : undefined;
  const farthest = Math.min(startMs + farthestDays * dayMs, latestInstant);
  let remaining = openSeconds * 1000;
  let lastOpen = startMs;
  for (let from = startMs, days = 4; from < farthest; days = Math.min(days * 2, 128)) {
    const to = Math.min(from + days * dayMs, farthest);
    const open = openIntervals(calendar, from, to);
    for (const { start, end } of subtract(open, holes)) {
      if (end - start >= remaining) return { ok: true, at: start + remaining };
      remaining -= end - start;
    }
    lastOpen = open.at(-1)?.end ?? lastOpen;
    if (to - lastOpen > horizonDays * dayMs) return { ok: false, reason: 'never_open' };
    if (endless !== undefined && endless <= to) return { ok: false, reason: 'paused' };
    from = to;
  }
  return { ok: false, reason: 'too_far' };
}

/**
 * Open, unpaused seconds between two instants (epoch ms); fractions are kept, a reversed pair is 0.
 * Throws RangeError for an unknown zone and for instants outside 1900–2199.
 */
export function elapsed(calendar: ServiceCalendar, startMs: number, endMs: number, pauses: readonly Pause[]): number {
  if (endMs <= startMs) return 0;
  const counted = subtract(openIntervals(calendar, startMs, endMs), pausesUntil(pauses, endMs));
  return counted.reduce((sum, { start, end }) => sum + end - start, 0) / 1000;
}

function pausesUntil(pauses: readonly Pause[], end: number): Interval[] {
  return unite(pauses.map((pause) => ({ start: pause.start, end: pause.end ?? end })));
}
