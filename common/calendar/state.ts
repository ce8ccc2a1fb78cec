import { dayMs } from './dates.ts';
import { isRoundTheClock, openIntervals } from './resolve.ts';
import type { ServiceCalendar } from './types.ts';
import { latestInstant } from './zone.ts';

/** Open until closing, or closed until the next opening, epoch ms; null when nothing changes within `horizonDays`. */
export type CalendarState = { open: true; until: number | null } | { open: false; opensAt: number | null };

/** How far a change is looked for: longer than a year, so that a day a year is found. */
export const horizonDays = 400;

/**
 * Whether the calendar is open at an instant (epoch ms) and when that changes. Ranges are half-open: at the closing
 * instant it is closed. Ranges that touch, over midnight too, count as one. Throws RangeError as `openIntervals` does.
 */
export function stateAt(calendar: ServiceCalendar, ms: number): CalendarState {
  if (calendar.exceptions.length === 0 && isRoundTheClock(calendar.week)) return { open: true, until: null };
  for (let days = 4; ; days = Math.min(days * 3, horizonDays)) {
    const end = Math.min(ms + days * dayMs, latestInstant);
    const [first] = openIntervals(calendar, ms, end);
    const isLast = days >= horizonDays || end === latestInstant;
    if (first === undefined) {
      if (isLast) return { open: false, opensAt: null };
    } else if (first.start > ms) {
      return { open: false, opensAt: first.start };
    } else if (first.end < end) {
      return { open: true, until: first.end };
    } else if (isLast) {
      return { open: true, until: null };
    }
  }
}

/** Whether the calendar is open at an instant (epoch ms). */
export function isOpen(calendar: ServiceCalendar, ms: number): boolean {
  return openIntervals(calendar, ms, ms + 1).length > 0;
}
