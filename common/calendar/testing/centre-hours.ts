import { parseRange } from '../parse.ts';
import type { ServiceCalendar, TimeRange, WeekRanges } from '../types.ts';

/** Ranges as people write them; a wrong one is a fault of the test. */
export function ranges(...texts: string[]): TimeRange[] {
  return texts.map((text) => {
    const parsed = parseRange(text);
    if (!parsed.ok) throw new Error(`${text}: ${parsed.reason}`);
    return parsed.range;
  });
}

export const closedWeek: WeekRanges = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

/** The same hours from Monday to Friday. */
export function mondayToFriday(...texts: string[]): WeekRanges {
  const day = ranges(...texts);
  return { ...closedWeek, mon: day, tue: day, wed: day, thu: day, fri: day };
}

/** The same hours on all seven days. */
export function everyDay(...texts: string[]): WeekRanges {
  const day = ranges(...texts);
  return { ...mondayToFriday(...texts), sat: day, sun: day };
}

/** Standard answering hours of [001]: Monday to Saturday, 08:00–17:30. */
export const standardWeek: WeekRanges = { ...mondayToFriday('08:00-17:30'), sat: ranges('08:00-17:30') };

/** A calendar in Shanghai without holidays and exceptions, but for what is given. */
export function calendarWith(differences: Partial<ServiceCalendar>): ServiceCalendar {
  return { timeZone: 'Asia/Shanghai', week: standardWeek, holidays: null, exceptions: [], ...differences };
}

/** Instant of a local time in Shanghai, `2026-03-02 08:00`, or of any ISO instant with its offset. */
export function at(text: string): number {
  const ms = Date.parse(text.includes('T') ? text : `${text.replace(' ', 'T')}+08:00`);
  if (Number.isNaN(ms)) throw new Error(`no instant: ${text}`);
  return ms;
}
