import { describe, expect, test } from 'vitest';
import type { CalendarEntry } from '../../../common/contract/calendar.ts';
import { compileCentre } from '../rules/facts.ts';
import { momentOf } from '../rules/hours.ts';
import { shanghai, smallCentre } from '../testing.ts';
import { areHolidaysUnknown, hoursView } from './hours-view.ts';

const night: CalendarEntry = {
  key: 'night',
  name: { 'zh-CN': '夜班', en: 'Night' },
  hours: { mon: ['22:00-06:00'] },
  exceptions: [{ date: '2026-06-15', until: '2026-06-16', hours: ['09:00-10:00'], note: { 'zh-CN': '盘点', en: 'Stocktaking' } }],
};
const clock: CalendarEntry = { key: 'clock', name: 'Clock', hours: '24x7', publicHolidays: 'china', exceptions: [{ date: '2026-06-20', hours: [] }] };

function hoursOf(reference: string, at: string) {
  const centre = smallCentre([]);
  return hoursView(momentOf(compileCentre({ ...centre, calendars: [...centre.calendars, night, clock] }), shanghai(at)), reference, 'en');
}

describe('hours as they are shown', () => {
  test('are grouped into lines, with their short name and the last year whose holidays are known', () => {
    expect(hoursOf('weekdays', '2026-06-25 10:00')).toEqual({
      key: 'weekdays',
      name: 'Weekdays',
      timeZone: 'Asia/Shanghai',
      lines: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], ranges: ['08:00-12:00', '13:30-17:30'] }, { days: ['sat', 'sun'], ranges: [] }],
      shorthand: { days: 5, hours: 8 },
      publicHolidays: 'china',
      holidaysKnownUntil: 2026,
      soon: [],
    });
  });

  test('name the holidays and make-up days of the next four weeks, but not those that change nothing', () => {
    expect(hoursOf('weekdays', '2026-09-14 10:00').soon).toEqual([
      { date: '2026-09-20', ranges: ['08:00-12:00', '13:30-17:30'], because: 'make_up', name: 'National Day' },
      { date: '2026-09-25', ranges: [], because: 'holiday', name: 'Mid-autumn Festival' },
      ...['01', '02', '05', '06', '07'].map((day) => ({ date: `2026-10-${day}`, ranges: [], because: 'holiday', name: 'National Day' })),
      { date: '2026-10-10', ranges: ['08:00-12:00', '13:30-17:30'], because: 'make_up', name: 'National Day' },
    ]);
  });

  test('count four weeks from today in local time', () => {
    expect(hoursOf('standard', '2026-09-03 23:59').soon.map(({ date }) => date)).toEqual(['2026-09-20', '2026-09-25', '2026-09-26']);
    expect(hoursOf('standard', '2026-09-04 00:00').soon.map(({ date }) => date)).toEqual(['2026-09-20', '2026-09-25', '2026-09-26', '2026-10-01']);
  });

  test('name exceptions with their note, and ranges over midnight as they were written', () => {
    const view = hoursOf('night', '2026-06-14 10:00');
    expect(view.lines[0]).toEqual({ days: ['mon'], ranges: ['22:00-06:00'] });
    expect(view.soon).toEqual(['2026-06-15', '2026-06-16'].map((date) => ({ date, ranges: ['09:00-10:00'], because: 'exception', name: 'Stocktaking' })));
  });

  test('around the clock know no holidays, only exceptions', () => {
    const view = hoursOf('clock', '2026-06-14 10:00');
    expect(view).toMatchObject({ publicHolidays: 'none', shorthand: { days: 7, hours: 24 }, soon: [{ date: '2026-06-20', ranges: [] }] });
    expect(view).not.toHaveProperty('holidaysKnownUntil');
  });

  test('that nobody states claim nothing', () => {
    expect(hoursOf('unstated', '2026-06-14 10:00')).toMatchObject({ key: 'unstated', lines: [] });
    expect(hoursOf('gone', '2026-06-14 10:00')).toMatchObject({ key: 'unstated', lines: [] });
    expect(hoursOf('always', '2026-06-14 10:00')).toMatchObject({ key: 'always', shorthand: { days: 7, hours: 24 } });
  });
});

test.each([
  ['weekdays', '2026-12-31 23:59', false],
  ['weekdays', '2027-01-01 00:00', true],
  ['daily', '2027-01-01 00:00', false],
])('%s on %s: holidays unknown is %s', (key, at, expected) => {
  const compiled = compileCentre(smallCentre([])).calendars.get(key);
  expect(compiled && areHolidaysUnknown(compiled, shanghai(at))).toBe(expected);
});
