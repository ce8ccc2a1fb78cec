import { describe, expect, it } from 'vitest';
import { dayOf, daysOfYear, isRoundTheClock, openIntervals } from './resolve.ts';
import { at, calendarWith, closedWeek, everyDay, mondayToFriday, ranges, standardWeek } from './testing/centre-hours.ts';
import type { HolidayDay, HolidayTable, Weekday } from './types.ts';

const labourDay = { 'zh-CN': '劳动节', en: 'Labour Day' };
function table(...days: HolidayDay[]): HolidayTable {
  return { firstYear: 2026, lastYear: 2026, days: new Map(days.map((day) => [day.date, day])) };
}

const dayOff: HolidayDay = { date: '2026-05-01', kind: 'holiday', name: labourDay };

function makeUp(date: string, replaces?: Weekday): HolidayDay {
  return { date, kind: 'make_up', name: labourDay, replaces };
}

describe('a day', () => {
  it('has the ranges of its weekday', () => {
    expect(dayOf(calendarWith({}), '2026-03-07')).toEqual({
      date: '2026-03-07', weekday: 'sat', ranges: ranges('08:00-17:30'), because: 'week', beyondData: false,
    });
    expect(dayOf(calendarWith({}), '2026-03-08')).toMatchObject({ weekday: 'sun', ranges: [] });
  });

  it('is closed on a public holiday, and says which', () => {
    expect(dayOf(calendarWith({ holidays: table(dayOff) }), '2026-05-01')).toMatchObject({ ranges: [], because: 'holiday', name: labourDay });
    expect(dayOf(calendarWith({ holidays: null }), '2026-05-01')).toMatchObject({ ranges: ranges('08:00-17:30'), because: 'week' });
  });

  it('follows an exception whatever the holiday says', () => {
    const exceptions = [{ from: '2026-05-01', to: '2026-05-02', ranges: ranges('10:00-12:00'), note: '值班' }];
    const calendar = calendarWith({ holidays: table(dayOff, makeUp('2026-05-02', 'mon')), exceptions });
    expect(dayOf(calendar, '2026-05-01')).toMatchObject({ ranges: ranges('10:00-12:00'), because: 'exception', note: '值班' });
    expect(dayOf(calendar, '2026-05-01').name).toBeUndefined();
    expect(dayOf(calendar, '2026-05-02')).toMatchObject({ because: 'exception' });
    expect(dayOf(calendar, '2026-05-03')).toMatchObject({ because: 'week' });
  });

  it('says when the holiday data does not reach it', () => {
    const calendar = calendarWith({ holidays: table(dayOff) });
    expect(dayOf(calendar, '2026-12-31').beyondData).toBe(false);
    expect(dayOf(calendar, '2027-01-01').beyondData).toBe(true);
    expect(dayOf(calendar, '2025-12-31').beyondData).toBe(true);
    expect(dayOf(calendarWith({}), '2027-01-01').beyondData).toBe(false);
  });

  it.each(['2026-02-29', '2026-13-01', '26-01-01', '1899-12-31', '2200-01-01', 'tomorrow'])('is not %s', (date) => {
    expect(() => dayOf(calendarWith({}), date)).toThrow(RangeError);
  });
});

describe('a make-up working day', () => {
  const fiveDays = { ...mondayToFriday('09:00-18:00'), fri: ranges('09:00-16:00') };

  it('has the ranges of the weekday it replaces', () => {
    const plan = dayOf(calendarWith({ week: fiveDays, holidays: table(makeUp('2026-05-09', 'fri')) }), '2026-05-09');
    expect(plan).toMatchObject({ weekday: 'sat', ranges: ranges('09:00-16:00'), because: 'make_up', name: labourDay });
  });

  it('has those that most of Monday to Friday have when nobody knows which one it replaces', () => {
    const plan = dayOf(calendarWith({ week: fiveDays, holidays: table(makeUp('2026-05-09')) }), '2026-05-09');
    expect(plan.ranges).toEqual(ranges('09:00-18:00'));
  });

  it('turns a half Saturday into a whole working day', () => {
    const week = { ...fiveDays, sat: ranges('09:00-12:00') };
    expect(dayOf(calendarWith({ week, holidays: table(makeUp('2026-05-09', 'mon')) }), '2026-05-09').ranges).toEqual(ranges('09:00-18:00'));
  });

  it('takes nothing from a day that is open longer anyway', () => {
    const week = { ...closedWeek, mon: [], tue: ranges('10:00-18:00'), sun: ranges('10:00-22:00') };
    expect(dayOf(calendarWith({ week, holidays: table(makeUp('2026-05-10', 'mon')) }), '2026-05-10').ranges).toEqual(ranges('10:00-22:00'));
    expect(dayOf(calendarWith({ week, holidays: table(makeUp('2026-05-10', 'tue')) }), '2026-05-10').ranges).toEqual(ranges('10:00-22:00'));
  });
});

describe('7×24', () => {
  it.each([
    ['the whole day', everyDay('00:00-24:00')],
    ['two halves', everyDay('00:00-12:00', '12:00-24:00')],
    ['shifts over midnight', everyDay('06:00-22:00', '22:00-06:00')],
    ['one shift from eight to eight', everyDay('08:00-20:00', '20:00-08:00')],
    ['one long range a day', { ...everyDay('00:00-24:00'), mon: [{ start: 0, end: 2880 }], tue: [] }],
  ])('is known however it is written: %s', (_name, week) => {
    expect(isRoundTheClock(week)).toBe(true);
    expect(dayOf(calendarWith({ week, holidays: table(dayOff) }), '2026-05-01')).toMatchObject({ because: 'week', ranges: week.fri });
    expect(dayOf(calendarWith({ week, holidays: table(dayOff) }), '2027-05-01').beyondData).toBe(false);
  });

  it.each([
    ['a minute is missing', { ...everyDay('00:00-24:00'), wed: ranges('00:00-23:59') }],
    ['a day is missing', { ...everyDay('00:00-24:00'), sun: [] }],
    ['overlaps only add up to a week', { ...everyDay('00:00-24:00', '06:00-18:00'), sun: [] }],
    ['nothing is open', closedWeek],
  ])('is not: %s', (_name, week) => {
    expect(isRoundTheClock(week)).toBe(false);
  });

  it('closes for an exception', () => {
    const exceptions = [{ from: '2026-05-01', to: '2026-05-01', ranges: [] }];
    const calendar = calendarWith({ week: everyDay('00:00-24:00'), exceptions });
    expect(openIntervals(calendar, at('2026-04-30 12:00'), at('2026-05-02 12:00'))).toEqual([
      { start: at('2026-04-30 12:00'), end: at('2026-05-01 00:00') },
      { start: at('2026-05-02 00:00'), end: at('2026-05-02 12:00') },
    ]);
  });
});

describe('a year', () => {
  it('has every day once, leap day included', () => {
    expect(daysOfYear(calendarWith({}), 2027)).toHaveLength(365);
    const leapYear = daysOfYear(calendarWith({}), 2028);
    expect(leapYear).toHaveLength(366);
    expect(leapYear[59]?.date).toBe('2028-02-29');
    expect(new Set(leapYear.map(({ date }) => date)).size).toBe(366);
    expect(leapYear.at(-1)?.date).toBe('2028-12-31');
  });

  it.each([1899, 2200, 2026.5, Number.NaN])('is not %s', (year) => {
    expect(() => daysOfYear(calendarWith({}), year)).toThrow(RangeError);
  });
});

describe('open intervals', () => {
  it('are clipped to what is asked', () => {
    const hour = { start: at('2026-03-02 09:00'), end: at('2026-03-02 10:00') };
    expect(openIntervals(calendarWith({}), hour.start, hour.end)).toEqual([hour]);
    expect(openIntervals(calendarWith({}), at('2026-03-02 10:00'), at('2026-03-02 09:00'))).toEqual([]);
  });

  it('let a night shift run into a holiday, since it belongs to the day before', () => {
    const week = everyDay('22:00-06:00');
    expect(openIntervals(calendarWith({ week, holidays: table(dayOff) }), at('2026-04-30 12:00'), at('2026-05-02 12:00'))).toEqual([
      { start: at('2026-04-30 22:00'), end: at('2026-05-01 06:00') },
    ]);
  });

  it('skip a date that a zone skipped', () => {
    const calendar = calendarWith({ timeZone: 'Pacific/Apia', week: everyDay('09:00-10:00') });
    const open = openIntervals(calendar, at('2011-12-29T00:00:00-10:00'), at('2012-01-01T00:00:00+14:00'));
    expect(open.map(({ start }) => new Date(start).toISOString())).toEqual(['2011-12-29T19:00:00.000Z', '2011-12-30T19:00:00.000Z']);
  });

  it('ask for instants that the arithmetic covers and a zone that exists', () => {
    expect(() => openIntervals(calendarWith({}), Number.NaN, 0)).toThrow(RangeError);
    expect(() => openIntervals(calendarWith({}), 0, Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => openIntervals(calendarWith({ timeZone: 'Mars/Phobos', week: standardWeek }), 0, 1)).toThrow(RangeError);
  });
});
