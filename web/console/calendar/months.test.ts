import { describe, expect, test } from 'vitest';
import type { CalendarDay } from '../../../common/contract/calendar-year.ts';
import { dateInYear, monthsOf, namedDays } from './months.ts';

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

function day(date: string, about: Partial<CalendarDay> = {}): CalendarDay {
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'mon';
  return { date, weekday, ranges: [], because: 'week', beyondData: false, ...about };
}

describe('the months of a year', () => {
  test('begin under their weekday, weeks running from Monday', () => {
    const months = monthsOf([day('2026-01-31'), day('2026-02-01'), day('2026-02-02')]);
    expect(months.map(({ number, offset, days }) => [number, offset, days.length])).toEqual([[1, 5, 1], [2, 6, 2]]);
  });

  test('name holidays and make-up days once for days that follow each other', () => {
    const holiday = { because: 'holiday', name: '国庆节' } as const;
    const [october] = monthsOf([day('2026-10-01', holiday), day('2026-10-02', holiday), day('2026-10-03'), day('2026-10-10', { because: 'make_up', name: '国庆节' })]);
    expect(october && namedDays(october)).toEqual([
      { from: '1', to: '2', because: 'holiday', name: '国庆节' },
      { from: '10', to: '10', because: 'make_up', name: '国庆节' },
    ]);
  });

  test('are left neither at New Year nor at its eve', () => {
    expect(dateInYear('2026-12-28', 7)).toBeNull();
    expect(dateInYear('2026-01-03', -7)).toBeNull();
    expect(dateInYear('2026-02-28', 1)).toBe('2026-03-01');
  });
});
