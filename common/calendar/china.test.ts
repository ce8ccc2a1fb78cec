import { describe, expect, it } from 'vitest';
import { chinaHolidays } from './china.ts';
import { dayOf, daysOfYear } from './resolve.ts';
import { stateAt } from './state.ts';
import { at, calendarWith, mondayToFriday, ranges } from './testing/centre-hours.ts';
import { dayNumberOf, weekdayOf } from './dates.ts';

const holidays = chinaHolidays();
const calendar = calendarWith({ week: { ...mondayToFriday('09:00-18:00'), wed: ranges('09:00-12:00') }, holidays });

describe('public holidays of mainland China', () => {
  it('are known from 2004 to at least 2026, without a gap', () => {
    expect(holidays.firstYear).toBe(2004);
    expect(holidays.lastYear).toBeGreaterThanOrEqual(2026);
    for (let year = holidays.firstYear; year <= holidays.lastYear; year += 1) {
      expect(holidays.days.get(`${year}-10-01`)?.kind).toBe('holiday');
    }
  });

  it('close the National Day week of 2025 and open the two days that make up for it', () => {
    const daysOff = daysOfYear(calendar, 2025).filter(({ because }) => because === 'holiday').map(({ date }) => date);
    const closed = daysOff.filter((date) => date >= '2025-09-15');
    expect(closed).toEqual(['01', '02', '03', '04', '05', '06', '07', '08'].map((day) => `2025-10-${day}`));
    expect(dayOf(calendar, '2025-10-01').name).toEqual({ 'zh-CN': '国庆节', en: 'National Day' });
    expect(dayOf(calendar, '2025-09-28')).toMatchObject({ weekday: 'sun', because: 'make_up', ranges: ranges('09:00-18:00') });
    expect(dayOf(calendar, '2025-10-11')).toMatchObject({ weekday: 'sat', because: 'make_up', ranges: ranges('09:00-12:00') });
  });

  it('tell on the eve of Spring Festival 2026 that it goes on after nine days', () => {
    expect(stateAt(calendar, at('2026-02-14 19:00'))).toEqual({ open: false, opensAt: at('2026-02-24 09:00') });
  });

  it('pair New Year with the working days of the December before', () => {
    expect(holidays.days.get('2018-12-29')).toMatchObject({ kind: 'make_up', replaces: 'mon' });
    expect(holidays.days.get('2011-12-31')).toMatchObject({ kind: 'make_up', replaces: 'tue' });
  });

  it('let every make-up day fall on a weekend and replace a working day', () => {
    const makeUpDays = [...holidays.days.values()].filter(({ kind }) => kind === 'make_up');
    expect(makeUpDays.length).toBeGreaterThan(100);
    const weekend = new Set(['sat', 'sun']);
    const odd = makeUpDays.filter(({ date, replaces = 'sun' }) => {
      return !weekend.has(weekdayOf(dayNumberOf(date) ?? Number.NaN)) || weekend.has(replaces);
    });
    expect(odd).toEqual([]);
  });
});
