import type { z } from 'zod';
import type { CalendarPreview, previewCalendarSchema } from '../../../common/contract/calendar-year.ts';
import { checkCalendar } from '../../centre/index.ts';
import { done, fieldSentence, type Outcome, type Work } from '../../platform/index.ts';
import type { ChannelsParts } from '../ports.ts';
import { compileCalendar } from '../rules/compile-calendar.ts';
import { calendarYearView } from '../views/calendar-year-view.ts';

/** The year of a draft calendar. Saves nothing; what overlaps or is empty comes back as problems, and then there is no year. */
export async function previewCalendarYear({ reader }: ChannelsParts, work: Work, { calendar: entry, year }: z.output<typeof previewCalendarSchema>): Promise<Outcome<CalendarPreview>> {
  const timeZone = entry.timeZone ?? reader.current().centre?.settings.timeZone ?? 'Asia/Shanghai';
  const problems = checkCalendar(entry, timeZone).map(({ at, code, parameters }) => {
    const field = { path: pathOf(['calendar', ...at]), code, ...(parameters === undefined ? {} : { parameters }) };
    return { path: field.path, code, message: fieldSentence(field, work.language) };
  });
  if (problems.length > 0) return done({ problems, year: null });
  return done({ problems, year: calendarYearView({ entry, calendar: compileCalendar(entry, timeZone) }, year, work.language) });
}

/** As the schema's own problems are written: `calendar.exceptions[1].hours`, counted from 1. */
function pathOf(location: readonly (string | number)[]): string {
  return location.map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${part}`)).join('').slice(1);
}
