import { parseRange, type ServiceCalendar, type TimeRange, type Weekday, type WeekRanges } from '../../../common/calendar/index.ts';
import { chinaHolidays } from '../../../common/calendar/china.ts';
import type { CalendarEntry } from '../../../common/contract/calendar.ts';

/**
 * A described calendar as the arithmetic takes it. 24x7 knows no public holidays, but its exceptions count. [001][ours]
 * Throws for a range that neither the schema nor the centre's own check lets in.
 */
export function compileCalendar(entry: CalendarEntry, centreTimeZone: string): ServiceCalendar {
  const roundTheClock = entry.hours === '24x7';
  return {
    timeZone: entry.timeZone ?? centreTimeZone,
    week: compileWeek(entry.hours),
    holidays: entry.publicHolidays === 'china' && !roundTheClock ? chinaHolidays() : null,
    exceptions: (entry.exceptions ?? []).map(({ date, until, hours, note }) => ({ from: date, to: until ?? date, ranges: hours.map(compileRange), note })),
  };
}

function compileWeek(hours: CalendarEntry['hours']): WeekRanges {
  const rangesOf = (day: Weekday) => (hours === '24x7' ? ['00:00-24:00'] : (hours[day] ?? [])).map(compileRange);
  return { mon: rangesOf('mon'), tue: rangesOf('tue'), wed: rangesOf('wed'), thu: rangesOf('thu'), fri: rangesOf('fri'), sat: rangesOf('sat'), sun: rangesOf('sun') };
}

function compileRange(text: string): TimeRange {
  const parsed = parseRange(text);
  if (!parsed.ok) throw new Error(`The range ${text} was never checked: ${parsed.reason}`);
  return parsed.range;
}
