import type { CalendarEntry } from '../../../common/contract/calendar.ts';
import { formatRange, parseRange, validateCalendar, weekdays, type ServiceCalendar, type TimeRange, type Weekday } from '../../../common/calendar/index.ts';
import type { EntryFinding } from './finding.ts';
import type { Location } from './references.ts';

type Times = Pick<CalendarEntry, 'hours' | 'exceptions' | 'timeZone'>;

/** What no schema can see in a calendar: empty ranges, overlaps within a day and over midnight, exceptions that cover a day twice. */
export function checkCalendar(entry: Times, centreTimeZone: string): EntryFinding[] {
  const unreadable = everyList(entry).flatMap(({ at, texts }) => texts.flatMap((text, index): EntryFinding[] => (parseRange(text).ok ? [] : [{ at: [...at, index], code: 'range_empty' }])));
  if (unreadable.length > 0) return unreadable;
  return validateCalendar(toServiceCalendar(entry, centreTimeZone)).map((problem): EntryFinding => {
    if (problem.at === 'timeZone') return { at: ['timeZone'], code: 'time_zone' };
    if (problem.at === 'week') {
      const next = weekdays[(weekdays.indexOf(problem.weekday) + 1) % 7] ?? 'mon';
      return rangeFinding(['hours', problem.weekday], problem.reason, textsOfDay(entry, problem.weekday), textsOfDay(entry, next));
    }
    const exception = entry.exceptions?.[problem.index];
    const at: Location = ['exceptions', problem.index];
    switch (problem.reason) {
      case 'not_a_date':
        return { at: [...at, 'date'], code: 'date_form' };
      case 'from_after_to':
        return { at: [...at, 'until'], code: 'exception_order', parameters: { until: exception?.until ?? '', date: exception?.date ?? '' } };
      case 'exceptions_overlap': {
        const earlier = entry.exceptions?.[problem.other]?.date ?? '';
        const own = exception?.date ?? '';
        return { at: [...at, 'date'], code: 'exceptions_overlap', parameters: { date: own > earlier ? own : earlier } };
      }
      default:
        return rangeFinding([...at, 'hours'], problem.reason, exception?.hours ?? [], exception?.hours ?? []);
    }
  });
}

function rangeFinding(at: Location, reason: string, texts: readonly string[], next: readonly string[]): EntryFinding {
  const ranges = texts.flatMap(readRange);
  if (reason === 'ranges_overlap') {
    const [first, second] = firstPair(ranges, ranges, (one, other) => one !== other && one.start < other.end && other.start < one.end);
    return { at, code: 'ranges_overlap', parameters: { first, second } };
  }
  if (reason === 'runs_into_next_day') {
    const [first, second] = firstPair(ranges, next.flatMap(readRange), (one, other) => other.start < one.end - 1440);
    return { at, code: 'ranges_overlap_night', parameters: { first, second } };
  }
  return { at, code: 'time_range_form' };
}

function firstPair(ones: readonly TimeRange[], others: readonly TimeRange[], meets: (one: TimeRange, other: TimeRange) => boolean): [string, string] {
  for (const one of ones) {
    const other = others.find((candidate) => meets(one, candidate));
    if (other !== undefined) return [formatRange(one), formatRange(other)];
  }
  return ['', ''];
}

function toServiceCalendar(entry: Times, centreTimeZone: string): ServiceCalendar {
  const wholeDay = [{ start: 0, end: 1440 }];
  const rangesOf = (day: Weekday) => (entry.hours === '24x7' ? wholeDay : textsOfDay(entry, day).flatMap(readRange));
  return {
    timeZone: entry.timeZone ?? centreTimeZone,
    week: { mon: rangesOf('mon'), tue: rangesOf('tue'), wed: rangesOf('wed'), thu: rangesOf('thu'), fri: rangesOf('fri'), sat: rangesOf('sat'), sun: rangesOf('sun') },
    holidays: null,
    exceptions: (entry.exceptions ?? []).map(({ date, until, hours }) => ({ from: date, to: until ?? date, ranges: hours.flatMap(readRange) })),
  };
}

function textsOfDay(entry: Times, day: Weekday): readonly string[] {
  return entry.hours === '24x7' ? [] : (entry.hours[day] ?? []);
}

function everyList(entry: Times): { at: Location; texts: readonly string[] }[] {
  return [
    ...weekdays.map((day) => ({ at: ['hours', day], texts: textsOfDay(entry, day) })),
    ...(entry.exceptions ?? []).map(({ hours }, index) => ({ at: ['exceptions', index, 'hours'], texts: hours })),
  ];
}

function readRange(text: string): TimeRange[] {
  const parsed = parseRange(text);
  return parsed.ok ? [parsed.range] : [];
}
