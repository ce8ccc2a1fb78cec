import { dateOf, dayMs, dayNumberOf, firstYear, lastYear, minuteMs, weekdayOf } from './dates.ts';
import { unite } from './intervals.ts';
import { weekdays } from './types.ts';
import type { DayPlan, HolidayDay, Interval, ServiceCalendar, TimeRange, WeekRanges, Weekday } from './types.ts';
import { instantsOf, isCovered, latestInstant, localOf } from './zone.ts';

const minutesOfDay = 1_440;
const minutesOfWeek = 7 * minutesOfDay;

/** Ranges of one day, sorted, overlapping and touching ones joined. */
export function uniteRanges(ranges: readonly TimeRange[]): TimeRange[] {
  return unite(ranges);
}

/** Whether the week has no closed minute (7×24), however its ranges are written. */
export function isRoundTheClock(week: WeekRanges): boolean {
  if (weekdays.every((weekday) => week[weekday].some((range) => range.start === 0 && range.end >= minutesOfDay))) return true;
  const sum = weekdays.reduce((total, weekday) => week[weekday].reduce((part, { start, end }) => part + end - start, total), 0);
  if (sum < minutesOfWeek) return false;
  // A fortnight, so that what runs from Sunday into Monday is seen in the second week.
  const minutes = unite([0, 1].flatMap((turn) => weekdays.flatMap((weekday, index) => week[weekday].map(({ start, end }) => {
    const midnight = turn * minutesOfWeek + index * minutesOfDay;
    return { start: midnight + start, end: midnight + end };
  }))));
  return minutes.some(({ start, end }) => start <= minutesOfWeek && end >= 2 * minutesOfWeek);
}

/** What the calendar says about a local date `YYYY-MM-DD`. Throws RangeError when it is no date of 1900–2199. */
export function dayOf(calendar: ServiceCalendar, date: string): DayPlan {
  const day = dayNumberOf(date);
  if (day === null) throw new RangeError(`no local date of ${firstYear}–${lastYear}: ${date}`);
  return planDay(calendar, day, isRoundTheClock(calendar.week));
}

/** Every day of a year, in order. Throws RangeError outside 1900–2199. */
export function daysOfYear(calendar: ServiceCalendar, year: number): DayPlan[] {
  if (!Number.isInteger(year) || year < firstYear || year > lastYear) {
    throw new RangeError(`no year of ${firstYear}–${lastYear}: ${year}`);
  }
  const roundTheClock = isRoundTheClock(calendar.week);
  const first = Date.UTC(year, 0, 1) / dayMs;
  const count = Date.UTC(year + 1, 0, 1) / dayMs - first;
  return Array.from({ length: count }, (_, index) => planDay(calendar, first + index, roundTheClock));
}

/**
 * When the calendar is open between two instants (epoch ms), clipped to them, sorted, touching intervals joined.
 * A range belongs to the day on which it begins: a holiday does not cut short the night shift of the day before.
 * Throws RangeError for instants outside 1900–2199 and for an unknown zone (about which 7×24 never asks).
 */
export function openIntervals(calendar: ServiceCalendar, fromMs: number, toMs: number): Interval[] {
  if (!isCovered(fromMs) || !(isCovered(toMs) || toMs === latestInstant)) {
    throw new RangeError(`no instants of ${firstYear}–${lastYear}: ${fromMs}, ${toMs}`);
  }
  if (fromMs >= toMs) return [];
  if (calendar.exceptions.length === 0 && isRoundTheClock(calendar.week)) return [{ start: fromMs, end: toMs }];
  const { timeZone } = calendar;
  const roundTheClock = isRoundTheClock(calendar.week);
  // One day back for ranges over midnight, one more on both sides for clocks that are put back over midnight.
  const firstDay = Math.floor(localOf(timeZone, fromMs) / dayMs) - 2;
  const lastDay = Math.floor(localOf(timeZone, toMs) / dayMs) + 1;
  const intervals: Interval[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    for (const range of rangesOf(calendar, day, roundTheClock)) {
      for (const interval of instantsOf(timeZone, day * dayMs + range.start * minuteMs, day * dayMs + range.end * minuteMs)) {
        const start = Math.max(interval.start, fromMs);
        const end = Math.min(interval.end, toMs);
        if (start < end) intervals.push({ start, end });
      }
    }
  }
  return unite(intervals);
}

function rangesOf(calendar: ServiceCalendar, day: number, roundTheClock: boolean): readonly TimeRange[] {
  // Most calendars have nothing but a week, which needs no date.
  if (calendar.exceptions.length === 0 && (calendar.holidays === null || roundTheClock)) return calendar.week[weekdayOf(day)];
  return planDay(calendar, day, roundTheClock).ranges;
}

function planDay(calendar: ServiceCalendar, day: number, roundTheClock: boolean): DayPlan {
  const date = dateOf(day);
  const weekday = weekdayOf(day);
  const exception = calendar.exceptions.find(({ from, to }) => from <= date && date <= to);
  if (exception !== undefined) {
    return { date, weekday, ranges: exception.ranges, because: 'exception', note: exception.note, beyondData: false };
  }
  const ranges = calendar.week[weekday];
  const { holidays } = calendar;
  // Who serves 7×24 serves on holidays too.
  if (holidays === null || roundTheClock) return { date, weekday, ranges, because: 'week', beyondData: false };
  const holiday = holidays.days.get(date);
  if (holiday !== undefined) {
    const special = holiday.kind === 'holiday' ? [] : makeUpRanges(calendar.week, weekday, holiday);
    return { date, weekday, ranges: special, because: holiday.kind, name: holiday.name, beyondData: false };
  }
  const year = Number(date.slice(0, 4));
  return { date, weekday, ranges, because: 'week', beyondData: year < holidays.firstYear || year > holidays.lastYear };
}

/**
 * A make-up working day has the ranges of the weekday it replaces; where that is unknown, those that most of Monday to
 * Friday have, the earliest of equals. A day that is open longer anyway stays so: a make-up day adds work, it takes none. [ours]
 */
function makeUpRanges(week: WeekRanges, weekday: Weekday, { replaces }: HolidayDay): readonly TimeRange[] {
  const replaced = replaces === undefined ? usualRanges(week) : week[replaces];
  return openMinutes(week[weekday]) > openMinutes(replaced) ? week[weekday] : replaced;
}

function usualRanges(week: WeekRanges): readonly TimeRange[] {
  const workdays = weekdays.slice(0, 5).map((weekday) => week[weekday]);
  const written = workdays.map((ranges) => JSON.stringify(uniteRanges(ranges)));
  const votes = written.map((text) => written.filter((other) => other === text).length);
  return workdays[votes.indexOf(Math.max(...votes))] ?? [];
}

/** Minutes that the ranges of a day cover together. */
export function openMinutes(ranges: readonly TimeRange[]): number {
  return uniteRanges(ranges).reduce((sum, { start, end }) => sum + end - start, 0);
}
