import * as fc from 'fast-check';
import type { CalendarException, HolidayDay, Pause, ServiceCalendar, TimeRange, WeekRanges } from '../types.ts';
import { weekdays } from '../types.ts';
import { daysOfChange, readWallClock, shiftDate } from './wall-clock.ts';

/** Zones with every kind of clock: quarter hours, changes of 30 min and 2 h, at midnight, around Ramadan, a skipped day. */
export const sampleZones = [
  'Asia/Shanghai', 'UTC', 'Europe/Berlin', 'Europe/London', 'Europe/Dublin', 'Europe/Moscow', 'Europe/Istanbul', 'Europe/Lisbon',
  'America/New_York', 'America/Los_Angeles', 'America/St_Johns', 'America/Havana', 'America/Sao_Paulo', 'America/Santiago', 'America/Asuncion',
  'America/Caracas', 'America/Scoresbysund', 'America/Nuuk', 'Atlantic/Azores', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Gaza', 'Asia/Beirut',
  'Asia/Tehran', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Pyongyang', 'Australia/Sydney', 'Australia/Lord_Howe', 'Pacific/Auckland',
  'Pacific/Chatham', 'Pacific/Apia', 'Pacific/Kiritimati', 'Antarctica/Troll',
] as const;

/** A calendar, a window of two days near something awkward, pauses in it, and open seconds to count; all on whole minutes. */
export type Sample = { calendar: ServiceCalendar; from: number; to: number; pauses: Pause[]; openSeconds: number };

const minuteMs = 60_000;
const windowMinutes = 2_880;
const wholeDay: TimeRange = { start: 0, end: 1440 };

const rangeSample: fc.Arbitrary<TimeRange> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(wholeDay) },
  { weight: 2, arbitrary: rangesOnSteps(30) },
  { weight: 2, arbitrary: rangesOnSteps(1) },
);
function rangesOnSteps(minutes: number): fc.Arbitrary<TimeRange> {
  const steps = 1440 / minutes;
  return fc
    .tuple(fc.integer({ min: 0, max: steps - 1 }), fc.integer({ min: 1, max: steps }))
    .map(([start, length]) => ({ start: start * minutes, end: (start + length) * minutes }));
}

const daySample = fc.array(rangeSample, { maxLength: 3 });
const weekSample: fc.Arbitrary<WeekRanges> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(everyDay([wholeDay])) },
  { weight: 1, arbitrary: daySample.map(everyDay) },
  {
    weight: 6,
    arbitrary: fc.record({ mon: daySample, tue: daySample, wed: daySample, thu: daySample, fri: daySample, sat: daySample, sun: daySample }),
  },
);

function everyDay(ranges: TimeRange[]): WeekRanges {
  return { mon: ranges, tue: ranges, wed: ranges, thu: ranges, fri: ranges, sat: ranges, sun: ranges };
}

const nearDay = fc.integer({ min: -2, max: 3 });
const exceptionSample = fc.record({ day: nearDay, length: fc.integer({ min: 0, max: 2 }), ranges: daySample });
const holidaySample = fc.record({ day: nearDay, kind: fc.constantFrom('holiday', 'make_up'), replaces: fc.constantFrom(...weekdays) });
const pauseSample = fc.tuple(fc.integer({ min: -60, max: windowMinutes }), fc.integer({ min: -5, max: 600 }));

/** Samples in one zone, drawn around its clock changes, leap days, turns of the year and any other day. */
export function sampleIn(timeZone: string): fc.Arbitrary<Sample> {
  const changes = daysOfChange(timeZone);
  const anyDay = fc.integer({ min: 0, max: 10_200 }).map((day) => Date.UTC(2005, 0, 1 + day));
  const awkwardDay = fc.constantFrom(Date.UTC(2024, 1, 29), Date.UTC(2028, 1, 29), Date.UTC(2027, 0, 1), Date.UTC(2011, 11, 30));
  const changeDay = changes.length === 0 ? anyDay : fc.constantFrom(...changes);
  const anchor = fc.oneof({ weight: 3, arbitrary: changeDay }, anyDay, awkwardDay);
  return fc.record({
    anchor,
    before: fc.integer({ min: -1440, max: windowMinutes }),
    week: weekSample,
    exceptions: fc.array(exceptionSample, { maxLength: 2 }),
    holidays: fc.option(fc.array(holidaySample, { maxLength: 3 }), { nil: null }),
    pauses: fc.array(pauseSample, { maxLength: 4 }),
    openSeconds: fc.integer({ min: 1, max: 1_500 }).map((minutes) => minutes * 60),
  }).map(({ anchor: day, before, week, exceptions, holidays, pauses, openSeconds }) => {
    const from = day - before * minuteMs;
    const { date } = readWallClock(timeZone, from);
    const calendar: ServiceCalendar = {
      timeZone,
      week,
      exceptions: exceptions.map((exception): CalendarException => {
        const first = shiftDate(date, exception.day);
        return { from: first, to: shiftDate(first, exception.length), ranges: exception.ranges };
      }),
      holidays: holidays && {
        firstYear: 2005,
        lastYear: 2032,
        days: new Map(holidays.map((holiday) => holidayOn(shiftDate(date, holiday.day), holiday))),
      },
    };
    return {
      calendar,
      from,
      to: from + windowMinutes * minuteMs,
      pauses: pauses.map(([start, length]) => ({ start: from + start * minuteMs, end: from + (start + length) * minuteMs })),
      openSeconds,
    };
  });
}

function holidayOn(date: string, { kind, replaces }: { kind: string; replaces: HolidayDay['replaces'] }): [string, HolidayDay] {
  const name = { 'zh-CN': '节', en: 'feast' };
  return [date, kind === 'holiday' ? { date, kind, name } : { date, kind: 'make_up', name, replaces }];
}
