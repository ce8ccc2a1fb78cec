// The front door. China's holidays have a door of their own, ./china.ts, so that a browser bundle can do without their data.
export { due, elapsed } from './count.ts';
export type { Due, DueRefusal } from './count.ts';
export { dateOf, dayNumberOf, weekdayOf } from './dates.ts';
export { shorthand, weekLines } from './describe.ts';
export type { WeekLine } from './describe.ts';
export { formatMinute, formatRange, parseRange, validateCalendar } from './parse.ts';
export type { CalendarProblem, ParsedRange, RangeProblem, RangeRefusal } from './parse.ts';
export { dayOf, daysOfYear, isRoundTheClock, openIntervals, openMinutes } from './resolve.ts';
export { horizonDays, isOpen, stateAt } from './state.ts';
export type { CalendarState } from './state.ts';
export { weekdays } from './types.ts';
export type {
  CalendarException, DayPlan, HolidayDay, HolidayTable, Interval, Pause, ServiceCalendar, TimeRange, Weekday, WeekRanges,
} from './types.ts';
export { instantsOf, isTimeZone, localOf } from './zone.ts';
