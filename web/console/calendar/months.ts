import type { CalendarDay } from '../../../common/contract/calendar-year.ts';

export type Month = { number: number; /** Empty places before the first day, in weeks that begin on Monday. */ offset: number; days: CalendarDay[] };

const weekOrder: Readonly<Record<CalendarDay['weekday'], number>> = { mon: 0, tue: 1, wed: 2, thu: 3, fri: 4, sat: 5, sun: 6 };

/** The days of a year by month. */
export function monthsOf(days: readonly CalendarDay[]): Month[] {
  const months: Month[] = [];
  for (const day of days) {
    const number = Number(day.date.slice(5, 7));
    const last = months.at(-1);
    if (last?.number === number) last.days.push(day);
    else months.push({ number, offset: weekOrder[day.weekday], days: [day] });
  }
  return months;
}

export type NamedDays = { from: string; to: string; because: CalendarDay['because']; name: string };

/** Special days of a month that follow each other for the same reason, together: 1–7 国庆节. */
export function namedDays(month: Month): NamedDays[] {
  const runs: NamedDays[] = [];
  for (const day of month.days) {
    if (day.because === 'week') continue;
    const number = day.date.slice(8).replace(/^0/, '');
    const last = runs.at(-1);
    const follows = last !== undefined && last.because === day.because && last.name === (day.name ?? '') && Number(last.to) + 1 === Number(number);
    if (follows) last.to = number;
    else runs.push({ from: number, to: number, because: day.because, name: day.name ?? '' });
  }
  return runs;
}

/** The date some days from another, staying inside its year; null beyond it. */
export function dateInYear(date: string, days: number): string | null {
  const moved = new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return moved.slice(0, 4) === date.slice(0, 4) ? moved : null;
}
