import type { CalendarYear } from '../../../common/contract/calendar-year.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { ChannelsParts } from '../ports.ts';
import { calendarYearView } from '../views/calendar-year-view.ts';
import { currentFacts } from './answer.ts';

export async function readCalendarYear(parts: ChannelsParts, work: Work, { key, year }: { key: string; year: number }): Promise<Outcome<CalendarYear>> {
  const facts = currentFacts(parts);
  if (!facts.ok) return facts;
  const compiled = facts.value.calendars.get(key);
  return compiled === undefined ? refuse('not_found') : done(calendarYearView(compiled, year, work.language));
}
