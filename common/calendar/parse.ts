import { dayNumberOf } from './dates.ts';
import { weekdays } from './types.ts';
import type { CalendarException, ServiceCalendar, TimeRange, WeekRanges, Weekday } from './types.ts';
import { isTimeZone } from './zone.ts';

export type RangeRefusal =
  /** Not of the form HH:MM-HH:MM. */
  | 'range_form'
  /** Hours beyond 23, minutes beyond 59; 24:00 only closes a day. */
  | 'time_out_of_range'
  /** Begins and ends at the same time: nothing or a whole day? The whole day is 00:00-24:00. */
  | 'empty_range';

export type ParsedRange = { ok: true; range: TimeRange } | { ok: false; reason: RangeRefusal };

const minutesOfDay = 1_440;
// What a Chinese keyboard or a copied table writes is understood too: ： – — ~ ～ 至
const rangeForm = /^\s*(\d{1,2})[:：](\d{2})\s*[-–—~～至]\s*(\d{1,2})[:：](\d{2})\s*$/u;

/** Reads `08:00-12:00`, `22:00-06:00` (over midnight) or `00:00-24:00` (the whole day). */
export function parseRange(text: string): ParsedRange {
  const found = text.length > 40 ? null : rangeForm.exec(text);
  if (found === null) return { ok: false, reason: 'range_form' };
  const start = minuteOf(found[1], found[2]);
  const end = minuteOf(found[3], found[4]);
  if (start === null || end === null || start === minutesOfDay) return { ok: false, reason: 'time_out_of_range' };
  if (start === end) return { ok: false, reason: 'empty_range' };
  return { ok: true, range: { start, end: end > start ? end : end + minutesOfDay } };
}

function minuteOf(hourText: string | undefined, minuteText: string | undefined): number | null {
  const hour = Number(hourText);
  const minute = Number(minuteText);
  if (minute > 59 || hour * 60 + minute > minutesOfDay) return null;
  return hour * 60 + minute;
}

/** Writes a range as `parseRange` reads it. */
export function formatRange({ start, end }: TimeRange): string {
  return `${formatMinute(start)}-${formatMinute(end > minutesOfDay ? end - minutesOfDay : end)}`;
}

/** Local time `HH:MM` of a minute of the day, 0 to 1440. */
export function formatMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

export type RangeProblem =
  /** Not 0 ≤ start < 1440, start < end ≤ 2880 in whole minutes. */
  | 'range_out_of_bounds'
  /** Longer than a day. */
  | 'range_too_long'
  /** Two ranges of a day overlap. */
  | 'ranges_overlap'
  /** A range runs over midnight into a range of the next day. */
  | 'runs_into_next_day';

/** What is wrong with a calendar, and where: `index` counts exceptions from 0, `other` is the earlier one of an overlap. */
export type CalendarProblem =
  | { at: 'timeZone'; reason: 'unknown_zone' }
  | { at: 'week'; weekday: Weekday; reason: RangeProblem }
  | { at: 'exceptions'; index: number; reason: RangeProblem | 'not_a_date' | 'from_after_to' }
  | { at: 'exceptions'; index: number; reason: 'exceptions_overlap'; other: number };

/** Everything that is wrong with a calendar; an empty list means that the arithmetic can rely on it. */
export function validateCalendar(calendar: ServiceCalendar): CalendarProblem[] {
  return [
    ...(isTimeZone(calendar.timeZone) ? [] : [{ at: 'timeZone', reason: 'unknown_zone' } as const]),
    ...weekProblems(calendar.week),
    ...exceptionProblems(calendar.exceptions),
  ];
}

function weekProblems(week: WeekRanges): CalendarProblem[] {
  return weekdays.flatMap((weekday, index) => {
    const next = week[weekdays[(index + 1) % 7] ?? 'mon'];
    return rangeProblems(week[weekday], next).map((reason) => ({ at: 'week', weekday, reason }) as const);
  });
}

function exceptionProblems(exceptions: readonly CalendarException[]): CalendarProblem[] {
  const seen: { from: string; to: string; index: number }[] = [];
  return exceptions.flatMap(({ from, to, ranges }, index): CalendarProblem[] => {
    const next = from < to ? ranges : [];
    const problems: CalendarProblem[] = rangeProblems(ranges, next).map((reason) => ({ at: 'exceptions', index, reason }));
    const areDates = dayNumberOf(from) !== null && dayNumberOf(to) !== null;
    if (!areDates) return [...problems, { at: 'exceptions', index, reason: 'not_a_date' }];
    if (from > to) return [...problems, { at: 'exceptions', index, reason: 'from_after_to' }];
    const other = seen.find((earlier) => earlier.from <= to && from <= earlier.to);
    seen.push({ from, to, index });
    if (other !== undefined) problems.push({ at: 'exceptions', index, reason: 'exceptions_overlap', other: other.index });
    return problems;
  });
}

function rangeProblems(ranges: readonly TimeRange[], next: readonly TimeRange[]): RangeProblem[] {
  if (!ranges.every(isWithinBounds)) return ['range_out_of_bounds'];
  const problems: RangeProblem[] = [];
  if (ranges.some(({ start, end }) => end - start > minutesOfDay)) problems.push('range_too_long');
  if (ranges.some((one, index) => ranges.slice(index + 1).some((other) => one.start < other.end && other.start < one.end))) {
    problems.push('ranges_overlap');
  }
  if (ranges.some(({ end }) => next.some(({ start }) => start < end - minutesOfDay))) problems.push('runs_into_next_day');
  return problems;
}

function isWithinBounds({ start, end }: TimeRange): boolean {
  if (!Number.isInteger(start) || !Number.isInteger(end)) return false;
  return start >= 0 && start < minutesOfDay && start < end && end <= 2 * minutesOfDay;
}
