import { weekdays } from '../types.ts';
import type { Pause, ServiceCalendar, TimeRange, Weekday } from '../types.ts';

// The slow, obvious way to know service hours: look at the clock on the wall, then at the sign on the door.

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Local date and minute of the day, as the engine formats them. */
export function readWallClock(timeZone: string, ms: number): { date: string; minute: number } {
  const formatter = formatters.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formatters.set(timeZone, formatter);
  const [, day, month, year, hour, minute] = /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d):(\d\d)$/.exec(formatter.format(ms)) ?? [];
  return { date: `${year}-${month}-${day}`, minute: Number(hour) * 60 + Number(minute) };
}

/** The local date `days` later. */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A function that tells whether the door is open when the wall clock shows what it shows at an instant. */
export function doorOf(calendar: ServiceCalendar): (ms: number) => boolean {
  const signs = new Map<string, readonly TimeRange[]>();
  const neverCloses = isNeverClosed(calendar);
  const signOn = (date: string) => {
    const sign = signs.get(date) ?? readSign(calendar, date, neverCloses);
    signs.set(date, sign);
    return sign;
  };
  return (ms) => {
    const { date, minute } = readWallClock(calendar.timeZone, ms);
    return signOn(date).some(({ start, end }) => start <= minute && minute < end)
      || signOn(shiftDate(date, -1)).some(({ start, end }) => start <= minute + 1440 && minute + 1440 < end);
  };
}

function readSign(calendar: ServiceCalendar, date: string, neverCloses: boolean): readonly TimeRange[] {
  const exception = calendar.exceptions.find(({ from, to }) => date >= from && date <= to);
  if (exception !== undefined) return exception.ranges;
  const weekday = (['sun', ...weekdays.slice(0, 6)] as Weekday[])[new Date(date).getUTCDay()] ?? 'sun';
  const own = calendar.week[weekday];
  const holiday = neverCloses ? undefined : calendar.holidays?.days.get(date);
  if (holiday?.kind === 'holiday') return [];
  if (holiday?.replaces === undefined) return own;
  const replaced = calendar.week[holiday.replaces];
  return countMinutes(own) > countMinutes(replaced) ? own : replaced;
}

function countMinutes(ranges: readonly TimeRange[]): number {
  let count = 0;
  for (let minute = 0; minute < 2880; minute += 1) {
    if (ranges.some(({ start, end }) => start <= minute && minute < end)) count += 1;
  }
  return count;
}

function isNeverClosed({ week }: ServiceCalendar): boolean {
  return weekdays.every((weekday, index) => {
    const yesterday = weekdays[(index + 6) % 7] ?? 'sun';
    for (let minute = 0; minute < 1440; minute += 1) {
      const isOpen = week[weekday].some(({ start, end }) => start <= minute && minute < end)
        || week[yesterday].some(({ end }) => minute + 1440 < end);
      if (!isOpen) return false;
    }
    return true;
  });
}

/** Whether an instant lies in no pause. */
export function isRunning(pauses: readonly Pause[], ms: number): boolean {
  return !pauses.some(({ start, end }) => start <= ms && (end === null || ms < end));
}

/** Days (UTC midnights) after which a zone's clock changed, 2005 to 2032. */
export function daysOfChange(timeZone: string): number[] {
  const offset = (ms: number) => {
    const { date, minute } = readWallClock(timeZone, ms);
    return Date.parse(date) + minute * 60_000 - ms;
  };
  const days: number[] = [];
  for (let day = Date.UTC(2005, 0, 1); day < Date.UTC(2033, 0, 1); day += 86_400_000) {
    if (offset(day) !== offset(day + 86_400_000)) days.push(day);
  }
  return days;
}
