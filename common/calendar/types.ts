import type { LocalizedText } from '../contract/text.ts';

/** Days of the week in the order in which calendars are written and shown. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Minutes of the local day, half-open: 0 ≤ start < 1440, start < end ≤ 2880; an end beyond 1440 runs over midnight. */
export type TimeRange = { readonly start: number; readonly end: number };

/** Ranges per weekday; an empty list is a closed day. */
export type WeekRanges = Readonly<Record<Weekday, readonly TimeRange[]>>;

/** Local dates `YYYY-MM-DD`, both inclusive, that differ from everything else; empty ranges mean closed. */
export type CalendarException = {
  readonly from: string;
  readonly to: string;
  readonly ranges: readonly TimeRange[];
  readonly note?: LocalizedText | undefined;
};

/** A public holiday, or a working day that makes up for one; `replaces` is the weekday on which others would have worked. */
export type HolidayDay = {
  readonly date: string;
  readonly kind: 'holiday' | 'make_up';
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  readonly replaces?: Weekday | undefined;
};

/** What is known about public holidays, by local date, for the years from `firstYear` to `lastYear`. */
export type HolidayTable = {
  readonly firstYear: number;
  readonly lastYear: number;
  readonly days: ReadonlyMap<string, HolidayDay>;
};

/** When something is served, in local time. Exceptions win over holidays, holidays over the week. [001] */
export type ServiceCalendar = {
  readonly timeZone: string;
  readonly week: WeekRanges;
  readonly holidays: HolidayTable | null;
  readonly exceptions: readonly CalendarException[];
};

/** What a calendar says about one local date. */
export type DayPlan = {
  readonly date: string;
  readonly weekday: Weekday;
  readonly ranges: readonly TimeRange[];
  readonly because: 'week' | 'exception' | 'holiday' | 'make_up';
  /** Name of the public holiday, when that is what decided. */
  readonly name?: HolidayDay['name'] | undefined;
  /** Note of the exception, when that is what decided. */
  readonly note?: LocalizedText | undefined;
  /** True when holidays matter to this day but the data does not reach it: the week is a guess. */
  readonly beyondData: boolean;
};

/** Instants in epoch milliseconds, half-open. */
export type Interval = { readonly start: number; readonly end: number };

/** Time that does not count, epoch milliseconds, half-open; `end: null` is still running. */
export type Pause = { readonly start: number; readonly end: number | null };
