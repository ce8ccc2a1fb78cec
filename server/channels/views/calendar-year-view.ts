import { daysOfYear, formatRange, openMinutes } from '../../../common/calendar/index.ts';
import type { CalendarYear } from '../../../common/contract/calendar-year.ts';
import { inLanguage, type Language } from '../../../common/contract/text.ts';
import type { CompiledCalendar } from '../rules/facts.ts';
import { knownHolidays, nameOfDay } from './hours-view.ts';
import { given } from './instant.ts';

/** Every day of a year; a day's minutes are those of the ranges that begin on it. */
export function calendarYearView({ entry, calendar }: CompiledCalendar, year: number, language: Language): CalendarYear {
  const plans = daysOfYear(calendar, year);
  return {
    key: entry.key,
    name: inLanguage(entry.name, language),
    timeZone: calendar.timeZone,
    year,
    days: plans.map((plan) => ({
      date: plan.date,
      weekday: plan.weekday,
      ranges: plan.ranges.map(formatRange),
      because: plan.because,
      beyondData: plan.beyondData,
      ...given('name', nameOfDay(plan, language)),
    })),
    openDays: plans.filter(({ ranges }) => ranges.length > 0).length,
    openMinutes: plans.reduce((sum, { ranges }) => sum + openMinutes(ranges), 0),
    ...given('holidaysKnownUntil', knownHolidays(calendar)?.lastYear),
  };
}
