import { weekdays } from './types.ts';
import type { Weekday } from './types.ts';

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** Years that the arithmetic covers; an instant or date outside is refused, so that no loop is unbounded. */
export const firstYear = 1900;
export const lastYear = 2199;

const dateForm = /^\d{4}-\d{2}-\d{2}$/;

/** Days since 1970-01-01 of a local date, or null when it is no date of the covered years. */
export function dayNumberOf(date: string): number | null {
  if (!dateForm.test(date)) return null;
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) return null;
  const day = ms / dayMs;
  // Some engines roll 2026-02-30 over into March.
  if (dateOf(day) !== date) return null;
  const year = Number(date.slice(0, 4));
  return year >= firstYear && year <= lastYear ? day : null;
}

/** Local date `YYYY-MM-DD` of a day number. */
export function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Weekday of a day number: 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): Weekday {
  const index = (((day + 3) % 7) + 7) % 7;
  return weekdays[index] ?? 'mon';
}
