import { describe, expect, it } from 'vitest';
import { shorthand, weekLines } from './describe.ts';
import { calendarWith, closedWeek, everyDay, mondayToFriday, ranges } from './testing/centre-hours.ts';
import { weekdays } from './types.ts';

describe('hours in few words', () => {
  it('join days with the same ranges, closed ones too', () => {
    expect(weekLines(calendarWith({}))).toEqual([
      { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], ranges: ranges('08:00-17:30') },
      { days: ['sun'], ranges: [] },
    ]);
  });

  it('do not join days with another between them', () => {
    const week = { ...closedWeek, mon: ranges('09:00-12:00'), wed: ranges('09:00-12:00') };
    const days = weekLines(calendarWith({ week })).map((line) => line.days);
    expect(days).toEqual([['mon'], ['tue'], ['wed'], ['thu', 'fri', 'sat', 'sun']]);
  });

  it('see through the order and the cut of ranges', () => {
    const week = { ...everyDay('08:00-12:00', '13:00-17:00'), tue: ranges('13:00-17:00', '08:00-10:00', '10:00-12:00') };
    expect(weekLines(calendarWith({ week }))).toEqual([{ days: [...weekdays], ranges: ranges('08:00-12:00', '13:00-17:00') }]);
  });
});

describe('N×M', () => {
  it.each([
    ['6×9.5', calendarWith({}).week, { days: 6, hours: 9.5 }],
    ['5×8 with lunch', mondayToFriday('08:00-12:00', '13:30-17:30'), { days: 5, hours: 8 }],
    ['7×8', everyDay('09:00-17:00'), { days: 7, hours: 8 }],
    ['7×24', everyDay('00:00-24:00'), { days: 7, hours: 24 }],
    ['5×24 is not 7×24', mondayToFriday('00:00-24:00'), { days: 5, hours: 24 }],
    ['none for days of different length', { ...mondayToFriday('08:00-17:00'), sat: ranges('08:00-12:00') }, null],
    ['none for odd minutes', everyDay('08:00-17:15'), null],
    ['none for nothing', closedWeek, null],
  ])('%s', (_name, week, expected) => {
    expect(shorthand(calendarWith({ week }))).toEqual(expected);
  });
});
