import { dateOf, localOf, parseRange } from '../calendar/index.ts';
import type { ChannelStatus, ChannelView, HoursView } from '../contract/support.ts';
import type { Language } from '../contract/text.ts';
import { hoursMessages } from '../locales/hours/index.ts';
import { translator, type Translate } from './messages.ts';
import { closeUp } from './words.ts';

/** An instant: ISO 8601 text, epoch milliseconds or a Date. */
export type Instant = string | number | Date;

type Texts = (typeof hoursMessages)['zh-CN'];
type Day = HoursView['soon'][number];

const dayMs = 86_400_000;
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/**
 * An instant as people say it: `17:30` today, `明天 08:00`, `周一 08:00` within six days, `10 月 8 日 08:00`, with the year in another year.
 * As an `end`, midnight is 24:00 of the day before.
 */
export function describeInstant(at: Instant, now: Instant, timeZone: string, language: Language, options: { end?: boolean } = {}): string {
  const t = translator(hoursMessages, language);
  const local = localOf(timeZone, epoch(at));
  const isMidnight = options.end === true && local % dayMs === 0;
  const moment = calendarParts(isMidnight ? local - 1 : local, t);
  const time = isMidnight ? '24:00' : clockTime(local);
  const today = calendarParts(localOf(timeZone, epoch(now)), t);
  const ahead = moment.dayNumber - today.dayNumber;
  if (ahead === 0) return time;
  if (ahead === 1) return t('tomorrow', { time });
  if (ahead > 1 && ahead < 7) return t('on_weekday', { weekday: moment.weekday, time });
  return moment.year === today.year ? t('on_date', { ...moment, time }) : t('on_date_of_year', { ...moment, time });
}

/** The instant in full, for the title that shows on hover: `2026 年 10 月 8 日（周四）08:00，Asia/Shanghai`. */
export function exactTime(at: Instant, timeZone: string, language: Language): string {
  const t = translator(hoursMessages, language);
  const local = localOf(timeZone, epoch(at));
  return t('exact', { ...calendarParts(local, t), time: clockTime(local), zone: timeZone });
}

/** A day without a time, in full: `2026 年 10 月 8 日（周四）`. */
export function calendarDay(date: string, language: Language): string {
  const t = translator(hoursMessages, language);
  return t('calendar_day', calendarParts(Date.parse(`${date}T00:00:00Z`), t));
}

/** The day of an instant, in full, where the clock shows `timeZone`. */
export function calendarDayOf(at: Instant, timeZone: string, language: Language): string {
  return calendarDay(dateOf(Math.floor(localOf(timeZone, epoch(at)) / dayMs)), language);
}

/** Opening hours in one line: `周一至周六 08:00–17:30`. Closed days are left out. */
export function describeHours(hours: HoursView, language: Language): string {
  const t = translator(hoursMessages, language);
  if (hours.key === 'always') return t('always');
  if (hours.key === 'unstated') return t('unstated');
  const open = hours.lines.filter(({ ranges }) => ranges.length > 0);
  if (open.length === 0) return t('never_open');
  return open.map(({ days, ranges }) => t('line', { days: describeDays(days, language), ranges: describeRanges(ranges, language) })).join(t('line_separator'));
}

/** Weekdays in order, neighbours joined: `周一至周六`, `每天`, `周一、周三`. */
export function describeDays(days: HoursView['lines'][number]['days'], language: Language): string {
  const t = translator(hoursMessages, language);
  if (days.length === 7) return t('every_day');
  const order = [...dayNames.slice(1), ...dayNames.slice(0, 1)];
  const runs: (typeof dayNames)[number][][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && order.indexOf(day) === order.indexOf(run.at(-1) ?? 'sun') + 1) run.push(day);
    else runs.push([day]);
  }
  return runs.flatMap(([first = 'mon', ...rest]) => (rest.length > 1 ? [t('days_from_to', { first: t(first), last: t(rest.at(-1) ?? first) })] : [first, ...rest].map((day) => t(day)))).join(t('list_comma'));
}

/** Ranges of a day: `08:00–12:00、13:30–17:30`, `22:00–次日 06:00`, `全天`, `休息`. */
export function describeRanges(ranges: readonly string[], language: Language): string {
  const t = translator(hoursMessages, language);
  if (ranges.length === 0) return t('closed_day');
  return ranges.map((range) => describeRange(range, t)).join(t('list_comma'));
}

function describeRange(range: string, t: Translate<Texts>): string {
  if (range === '00:00-24:00') return t('whole_day');
  const [start = '', end = ''] = range.split('-');
  const parsed = parseRange(range);
  return parsed.ok && parsed.range.end > 1440 ? t('range_over_midnight', { start, end }) : t('range', { start, end });
}

/** What public holidays do to the hours; undefined where they do nothing. */
export function describeHolidays(hours: HoursView, language: Language): string | undefined {
  const t = translator(hoursMessages, language);
  if (hours.publicHolidays === 'none') return undefined;
  return hours.holidaysKnownUntil === undefined ? t('holidays_china') : t('holidays_china_known_until', { year: String(hours.holidaysKnownUntil) });
}

/** A day that differs: `10 月 1 日（周四） 国庆节 · 休息`. */
export function describeDifferingDay(day: Day, language: Language): string {
  const t = translator(hoursMessages, language);
  const date = t('date_with_weekday', calendarParts(Date.parse(`${day.date}T00:00:00Z`), t));
  const ranges = describeRanges(day.ranges, language);
  return day.name === undefined ? t('differing_day', { date, ranges }) : t('differing_day_named', { date, name: day.name, ranges });
}

/** What a channel is now and when that changes: `服务中 · 至 17:30`, `周一 08:00 开放`. */
export function describeStatus(status: ChannelStatus, now: Instant, timeZone: string, language: Language): string {
  const t = translator(hoursMessages, language);
  const when = (at: string, end = false) => describeInstant(at, now, timeZone, language, { end });
  switch (status.state) {
    case 'always':
      return t('status_always');
    case 'unstated':
      return t('status_unstated');
    case 'open': {
      const at = status.until === null ? '' : when(status.until, true);
      return at === '' ? t('status_open') : closeUp(t('status_open_until', { at }), [at]);
    }
    case 'closed':
      return status.opensAt === null ? t('status_closed') : t('status_closed_until', { at: when(status.opensAt) });
    case 'emergency_only':
      return status.opensAt === null ? t('status_emergency_only') : t('status_emergency_only_until', { at: when(status.opensAt) });
    case 'out_of_order': {
      const { reason } = status;
      const at = status.until === null ? '' : when(status.until);
      return at === '' ? t('status_out_of_order', { reason }) : closeUp(t('status_out_of_order_until', { reason, at }), [at]);
    }
  }
}

/** A promise with the time at which it falls due, `工作时间 1 小时内答复：明天 09:00 前`, or with the hours in which it holds, `工作时间内实时答复`. */
export function describePromise(promise: NonNullable<ChannelView['promise']>, now: Instant, timeZone: string, language: Language): string {
  const t = translator(hoursMessages, language);
  if (promise.kind === 'realtime') return t(promise.now ? 'promise_realtime_now' : 'promise_realtime');
  const duration = describeDuration(promise.minutes * 60, language);
  if (promise.dueAt === null) return t('promise_within', { duration });
  return t('promise_within_by', { duration, at: describeInstant(promise.dueAt, now, timeZone, language, { end: true }) });
}

/** First response measured over the last 30 days: half within …, nine in ten within …; says so when there is none. */
export function describeMeasured(measured: ChannelView['measured'], language: Language): string {
  const t = translator(hoursMessages, language);
  if (measured === null) return t('measured_none');
  return t('measured', { half: describeDuration(measured.p50, language), most: describeDuration(measured.p90, language) });
}

/** `45 秒`, `12 分钟`, `1 小时 30 分钟`; from a minute on, whole minutes, rounded up. */
export function describeDuration(seconds: number, language: Language): string {
  const t = translator(hoursMessages, language);
  if (seconds < 60) return t('seconds', { count: Math.ceil(seconds) });
  const total = Math.ceil(seconds / 60);
  const minutes = t('minutes', { count: total % 60 });
  if (total < 60) return minutes;
  const hours = t('hours', { count: Math.floor(total / 60) });
  return total % 60 === 0 ? hours : t('hours_and_minutes', { hours, minutes });
}

function epoch(instant: Instant): number {
  return typeof instant === 'number' ? instant : new Date(instant).getTime();
}

function clockTime(local: number): string {
  return new Date(local).toISOString().slice(11, 16);
}

type CalendarParts = { dayNumber: number; year: string; month: string; day: string; weekday: string };

/** Parts of local milliseconds; years and days are text, so that no thousands separator gets into them. */
function calendarParts(local: number, t: Translate<Texts>): CalendarParts {
  const dayNumber = Math.floor(local / dayMs);
  const [year = '', month = '', day = ''] = dateOf(dayNumber).split('-');
  const weekday = dayNames[new Date(local).getUTCDay()] ?? 'sun';
  return { dayNumber, year, month: t(monthKey(Number(month))), day: String(Number(day)), weekday: t(weekday) };
}

const monthKeys = ['month_1', 'month_2', 'month_3', 'month_4', 'month_5', 'month_6', 'month_7', 'month_8', 'month_9', 'month_10', 'month_11', 'month_12'] as const;

function monthKey(month: number): (typeof monthKeys)[number] {
  return monthKeys[month - 1] ?? 'month_1';
}
