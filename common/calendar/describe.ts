import { isRoundTheClock, openMinutes, uniteRanges } from './resolve.ts';
import { weekdays } from './types.ts';
import type { ServiceCalendar, TimeRange, Weekday } from './types.ts';

/** Consecutive weekdays with the same ranges, for a line such as 周一至周六 08:00–17:30. */
export type WeekLine = { days: Weekday[]; ranges: TimeRange[] };

/** The week in as few lines as its order from Monday to Sunday allows; closed days have empty ranges. */
export function weekLines(calendar: ServiceCalendar): WeekLine[] {
  const lines: WeekLine[] = [];
  for (const weekday of weekdays) {
    const ranges = uniteRanges(calendar.week[weekday]);
    const last = lines.at(-1);
    if (last !== undefined && areEqual(last.ranges, ranges)) last.days.push(weekday);
    else lines.push({ days: [weekday], ranges });
  }
  return lines;
}

/**
 * The N×M of a calendar: days a week, hours a day, when all open days are equally long and that is whole or half hours.
 * It is a name only, the ranges are what counts. [001]
 */
export function shorthand(calendar: ServiceCalendar): { days: number; hours: number } | null {
  if (isRoundTheClock(calendar.week)) return { days: 7, hours: 24 };
  const minutes = weekdays.map((weekday) => openMinutes(calendar.week[weekday])).filter((length) => length > 0);
  const [first] = minutes;
  if (first === undefined || first % 30 !== 0 || minutes.some((length) => length !== first)) return null;
  return { days: minutes.length, hours: first / 60 };
}

function areEqual(one: readonly TimeRange[], other: readonly TimeRange[]): boolean {
  if (one.length !== other.length) return false;
  return one.every(({ start, end }, index) => other[index]?.start === start && other[index]?.end === end);
}
