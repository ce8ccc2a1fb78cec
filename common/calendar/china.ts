import data from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { dayNumberOf, weekdayOf } from './dates.ts';
import type { HolidayDay, HolidayTable, Weekday } from './types.ts';

let table: HolidayTable | undefined;

/** Public holidays and make-up working days of mainland China, for the years whose notice by the State Council the data holds. */
export function chinaHolidays(): HolidayTable {
  table ??= buildTable(data);
  return table;
}

/** Dates with `English name,中文名,days`: days off, worked weekend days, and the working days that were swapped for them. */
type NoticeDays = {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
  readonly inLieuDays: Readonly<Record<string, string>>;
};

function buildTable({ holidays, workdays, inLieuDays }: NoticeDays): HolidayTable {
  const days = new Map<string, HolidayDay>();
  for (const [date, text] of Object.entries(holidays)) days.set(date, { date, kind: 'holiday', name: nameOf(text) });
  const swapped = pairSwappedDays(workdays, inLieuDays);
  for (const [date, text] of Object.entries(workdays)) {
    const replaces = swapped.get(date);
    days.set(date, { date, kind: 'make_up', name: nameOf(text), ...(replaces === undefined ? {} : { replaces }) });
  }
  // A notice covers a year at once; days of the next New Year alone are no notice for that year.
  const years = Object.keys(holidays).filter((date) => date.endsWith('-10-01')).map((date) => Number(date.slice(0, 4)));
  return { firstYear: Math.min(...years), lastYear: Math.max(...years), days };
}

/** The notices do not say which worked Saturday stands for which day off: within one holiday, the first for the first. [ours] */
function pairSwappedDays(workdays: NoticeDays['workdays'], inLieuDays: NoticeDays['inLieuDays']): Map<string, Weekday> {
  const daysOff = Map.groupBy(Object.entries(inLieuDays).sort(byDate), holidayOf);
  const worked = Map.groupBy(Object.entries(workdays).sort(byDate), holidayOf);
  const replaced = new Map<string, Weekday>();
  for (const [holiday, entries] of worked) {
    for (const [index, [date]] of entries.entries()) {
      const dayOff = dayNumberOf(daysOff.get(holiday)?.[index]?.[0] ?? '');
      if (dayOff !== null) replaced.set(date, weekdayOf(dayOff));
    }
  }
  return replaced;
}

function byDate([one]: [string, string], [other]: [string, string]): number {
  return one < other ? -1 : 1;
}

/** One holiday of one year; New Year is swapped with days of the December before. */
function holidayOf([date, text]: [string, string]): string {
  const year = Number(date.slice(0, 4)) + (date.slice(5, 7) === '12' ? 1 : 0);
  return `${year} ${nameOf(text).en}`;
}

function nameOf(text: string): HolidayDay['name'] {
  const [en = '', chinese = ''] = text.split(',');
  return { 'zh-CN': chinese, en };
}
