import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRange, parseRange, validateCalendar } from './parse.ts';
import { calendarWith, closedWeek, everyDay, ranges } from './testing/centre-hours.ts';

describe('a range in words', () => {
  it.each([
    ['08:00-12:00', { start: 480, end: 720 }],
    ['00:00-24:00', { start: 0, end: 1440 }],
    ['22:00-06:00', { start: 1320, end: 1800 }],
    ['22:00-00:00', { start: 1320, end: 1440 }],
    ['00:01-23:59', { start: 1, end: 1439 }],
    [' 8:00 – 12:00 ', { start: 480, end: 720 }],
    ['8：30至17：30', { start: 510, end: 1050 }],
  ])('%s is understood', (text, range) => {
    expect(parseRange(text)).toEqual({ ok: true, range });
  });

  it.each([
    ['25:00-17:00', 'time_out_of_range'],
    ['08:60-17:00', 'time_out_of_range'],
    ['08:00-24:01', 'time_out_of_range'],
    ['24:00-06:00', 'time_out_of_range'],
    ['08:00-08:00', 'empty_range'],
    ['00:00-00:00', 'empty_range'],
    ['08:00', 'range_form'],
    ['8-12', 'range_form'],
    ['-08:00-12:00', 'range_form'],
    ['08:00:00-12:00:00', 'range_form'],
    ['', 'range_form'],
    [' '.repeat(10_000), 'range_form'],
  ])('%s is refused: %s', (text, reason) => {
    expect(parseRange(text)).toEqual({ ok: false, reason });
  });

  it('reads what it writes', () => {
    const minutes = fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1439 }));
    const range = minutes.map(([start, length]) => ({ start, end: start + length }));
    fc.assert(fc.property(fc.oneof(range, fc.constant({ start: 0, end: 1440 })), (written) => {
      expect(parseRange(formatRange(written))).toEqual({ ok: true, range: written });
    }));
  });
});

describe('problems of a calendar', () => {
  it('are none for the hours of the example centre', () => {
    expect(validateCalendar(calendarWith({}))).toEqual([]);
  });

  it('are none for ranges that only touch, over midnight too', () => {
    expect(validateCalendar(calendarWith({ week: everyDay('06:00-12:00', '12:00-22:00', '22:00-06:00') }))).toEqual([]);
  });

  it('name a zone that does not exist', () => {
    expect(validateCalendar(calendarWith({ timeZone: 'Asia/Shanghia' }))).toEqual([{ at: 'timeZone', reason: 'unknown_zone' }]);
  });

  it('name the weekday on which ranges overlap', () => {
    const week = { ...closedWeek, tue: ranges('08:00-12:00', '11:59-17:00') };
    expect(validateCalendar(calendarWith({ week }))).toEqual([{ at: 'week', weekday: 'tue', reason: 'ranges_overlap' }]);
  });

  it('name the weekday that runs into the next, from Sunday into Monday too', () => {
    const week = { ...closedWeek, sun: ranges('22:00-06:00'), mon: ranges('05:00-08:00') };
    expect(validateCalendar(calendarWith({ week }))).toEqual([{ at: 'week', weekday: 'sun', reason: 'runs_into_next_day' }]);
  });

  it.each([
    { start: -1, end: 60 }, { start: 1440, end: 1500 }, { start: 60, end: 60 }, { start: 60, end: 2881 },
    { start: 0.5, end: 60 }, { start: Number.NaN, end: 60 }, { start: 0, end: Number.POSITIVE_INFINITY },
  ])('name a range out of bounds: $start to $end', (range) => {
    const week = { ...closedWeek, mon: [range] };
    expect(validateCalendar(calendarWith({ week }))).toEqual([{ at: 'week', weekday: 'mon', reason: 'range_out_of_bounds' }]);
  });

  it('name a range that is longer than a day', () => {
    const week = { ...closedWeek, mon: [{ start: 0, end: 1441 }] };
    expect(validateCalendar(calendarWith({ week }))).toEqual([{ at: 'week', weekday: 'mon', reason: 'range_too_long' }]);
  });

  it('name exceptions that end before they begin, overlap, or are no dates', () => {
    const exceptions = [
      { from: '2026-05-01', to: '2026-05-05', ranges: [] },
      { from: '2026-05-05', to: '2026-05-06', ranges: ranges('10:00-12:00') },
      { from: '2026-06-02', to: '2026-06-01', ranges: [] },
      { from: '2026-02-29', to: '2026-03-01', ranges: [] },
      { from: '2026-07-01', to: '2026-07-02', ranges: ranges('22:00-06:00', '05:00-07:00') },
      { from: '2026-08-01', to: '2026-08-01', ranges: ranges('22:00-06:00', '05:00-07:00') },
    ];
    expect(validateCalendar(calendarWith({ exceptions }))).toEqual([
      { at: 'exceptions', index: 1, reason: 'exceptions_overlap', other: 0 },
      { at: 'exceptions', index: 2, reason: 'from_after_to' },
      { at: 'exceptions', index: 3, reason: 'not_a_date' },
      { at: 'exceptions', index: 4, reason: 'runs_into_next_day' },
    ]);
  });
});
