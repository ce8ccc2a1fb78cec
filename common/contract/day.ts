import { z } from 'zod';
import { dateOf, dayNumberOf, localOf } from '../calendar/index.ts';

/** A day of the centre, between 1900 and 2199. */
export const daySchema = z.iso.date().refine((text) => dayNumberOf(text) !== null, 'date_form').describe('A day of the centre, as 2026-10-01.');

/** The centre's own day at an instant. */
export function dayIn(timeZone: string, at: Date): string {
  return new Date(localOf(timeZone, at.getTime())).toISOString().slice(0, 10);
}

/** The day `count` days later; the last or first day that there is when it would lie outside. */
export function dayLater(day: string, count: number): string {
  const number = dayNumberOf(day);
  if (number === null) throw new RangeError(`Not a day: ${day}`);
  const later = dateOf(number + count);
  return dayNumberOf(later) === null ? day : later;
}
