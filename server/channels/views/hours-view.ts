import { dateOf, dayOf, formatRange, isRoundTheClock, localOf, shorthand, weekLines, type DayPlan, type ServiceCalendar, type TimeRange } from '../../../common/calendar/index.ts';
import type { HoursView } from '../../../common/contract/support.ts';
import { inLanguage, type Language } from '../../../common/contract/text.ts';
import type { CompiledCalendar } from '../rules/facts.ts';
import type { HoursReference, Moment } from '../rules/hours.ts';
import { given } from './instant.ts';

const dayMs = 86_400_000;
const daysAhead = 28;
const everyDay: HoursView['lines'] = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], ranges: ['00:00-24:00'] }];

/** Hours in grouped lines with the days that differ within four weeks. `always` and hours that nobody states have no calendar. */
export function hoursView({ facts, at }: Moment, reference: HoursReference, language: Language): HoursView {
  const compiled = facts.calendars.get(reference);
  const bare = { timeZone: facts.timeZone, publicHolidays: 'none' as const, soon: [] };
  if (reference === 'always') return { key: 'always', ...bare, lines: everyDay, shorthand: { days: 7, hours: 24 } };
  if (compiled === undefined) return { key: 'unstated', ...bare, lines: [] };
  const { entry, calendar } = compiled;
  const holidays = knownHolidays(calendar);
  return {
    key: entry.key,
    name: inLanguage(entry.name, language),
    timeZone: calendar.timeZone,
    lines: weekLines(calendar).map(({ days, ranges }) => ({ days: [...days], ranges: ranges.map(formatRange) })),
    ...given('shorthand', shorthand(calendar) ?? undefined),
    publicHolidays: holidays === null ? 'none' : 'china',
    ...given('holidaysKnownUntil', holidays?.lastYear),
    soon: differingDays(compiled, at, language),
    ...given('note', inLanguage(entry.note, language)),
  };
}

/** Whether holidays matter to the calendar at an instant whose year is not known. */
export function areHolidaysUnknown({ calendar }: CompiledCalendar, at: number): boolean {
  const holidays = knownHolidays(calendar);
  const year = new Date(localOf(calendar.timeZone, at)).getUTCFullYear();
  return holidays !== null && (year < holidays.firstYear || year > holidays.lastYear);
}

export function knownHolidays(calendar: ServiceCalendar): ServiceCalendar['holidays'] {
  return isRoundTheClock(calendar.week) ? null : calendar.holidays;
}

/** The name of the holiday, or the note of the exception, that decided a day. */
export function nameOfDay(plan: DayPlan, language: Language): string | undefined {
  return plan.name?.[language] ?? inLanguage(plan.note, language);
}

function differingDays({ calendar }: CompiledCalendar, at: number, language: Language): HoursView['soon'] {
  if (calendar.exceptions.length === 0 && knownHolidays(calendar) === null) return [];
  const today = Math.floor(localOf(calendar.timeZone, at) / dayMs);
  return Array.from({ length: daysAhead }, (_, ahead) => dayOf(calendar, dateOf(today + ahead))).flatMap((plan): HoursView['soon'] => {
    if (plan.because === 'week' || areSame(plan.ranges, calendar.week[plan.weekday])) return [];
    return [{ date: plan.date, ranges: plan.ranges.map(formatRange), because: plan.because, ...given('name', nameOfDay(plan, language)) }];
  });
}

function areSame(one: readonly TimeRange[], other: readonly TimeRange[]): boolean {
  return one.length === other.length && one.every(({ start, end }, index) => other[index]?.start === start && other[index]?.end === end);
}
