import { describe, expect, it } from 'vitest';
import { isOpen, stateAt } from './state.ts';
import { at, calendarWith, closedWeek, everyDay, mondayToFriday, ranges } from './testing/centre-hours.ts';

const standard = calendarWith({});

describe('open now?', () => {
  it('is open from the opening minute on and says until when', () => {
    expect(stateAt(standard, at('2026-03-02 08:00'))).toEqual({ open: true, until: at('2026-03-02 17:30') });
    expect(stateAt(standard, at('2026-03-02 08:00') - 1)).toEqual({ open: false, opensAt: at('2026-03-02 08:00') });
  });

  it('is closed at the closing minute and says when it opens', () => {
    expect(stateAt(standard, at('2026-03-02 17:30') - 1)).toEqual({ open: true, until: at('2026-03-02 17:30') });
    expect(stateAt(standard, at('2026-03-02 17:30'))).toEqual({ open: false, opensAt: at('2026-03-03 08:00') });
    expect(isOpen(standard, at('2026-03-02 17:30') - 1)).toBe(true);
    expect(isOpen(standard, at('2026-03-02 17:30'))).toBe(false);
  });

  it('waits from Saturday evening for Monday morning', () => {
    expect(stateAt(standard, at('2026-03-07 18:00'))).toEqual({ open: false, opensAt: at('2026-03-09 08:00') });
  });

  it('knows lunch', () => {
    const calendar = calendarWith({ week: mondayToFriday('08:00-12:00', '13:30-17:30') });
    expect(stateAt(calendar, at('2026-03-02 12:00'))).toEqual({ open: false, opensAt: at('2026-03-02 13:30') });
  });

  it('joins ranges that touch, over midnight and over the weekend', () => {
    const week = { ...mondayToFriday('08:00-12:00', '12:00-24:00'), sat: ranges('00:00-24:00'), sun: ranges('00:00-02:00') };
    expect(stateAt(calendarWith({ week }), at('2026-03-06 09:00'))).toEqual({ open: true, until: at('2026-03-08 02:00') });
  });

  it('is still open after midnight in a shift that began the day before', () => {
    const week = { ...closedWeek, sun: ranges('22:00-06:00') };
    expect(stateAt(calendarWith({ week }), at('2026-03-02 05:59'))).toEqual({ open: true, until: at('2026-03-02 06:00') });
  });

  it('never closes 7×24, but for an exception', () => {
    const week = everyDay('00:00-24:00');
    expect(stateAt(calendarWith({ week }), at('2026-03-02 05:59'))).toEqual({ open: true, until: null });
    const exceptions = [{ from: '2026-10-01', to: '2026-10-01', ranges: [] }];
    expect(stateAt(calendarWith({ week, exceptions }), at('2026-03-02 05:59'))).toEqual({ open: true, until: at('2026-10-01 00:00') });
    expect(stateAt(calendarWith({ week, exceptions }), at('2026-10-01 12:00'))).toEqual({ open: false, opensAt: at('2026-10-02 00:00') });
    expect(stateAt(calendarWith({ week, exceptions }), at('2026-10-02 00:00'))).toEqual({ open: true, until: null });
  });

  it('never opens without ranges, but for an exception within 400 days', () => {
    expect(stateAt(calendarWith({ week: closedWeek }), at('2026-03-02 09:00'))).toEqual({ open: false, opensAt: null });
    const oneDay = (date: string) => calendarWith({ week: closedWeek, exceptions: [{ from: date, to: date, ranges: ranges('09:00-10:00') }] });
    expect(stateAt(oneDay('2027-03-02'), at('2026-03-02 09:00'))).toEqual({ open: false, opensAt: at('2027-03-02 09:00') });
    expect(stateAt(oneDay('2027-06-02'), at('2026-03-02 09:00'))).toEqual({ open: false, opensAt: null });
  });

  it('opens at the end of the hour that spring takes away', () => {
    const calendar = calendarWith({ timeZone: 'Europe/Berlin', week: everyDay('02:30-05:00') });
    expect(stateAt(calendar, at('2026-03-29T00:59:00Z'))).toEqual({ open: false, opensAt: at('2026-03-29T01:00:00Z') });
    expect(stateAt(calendar, at('2026-03-29T01:00:00Z'))).toEqual({ open: true, until: at('2026-03-29T03:00:00Z') });
  });

  it('serves the hour that autumn repeats twice', () => {
    const calendar = calendarWith({ timeZone: 'Europe/Berlin', week: everyDay('02:00-03:00') });
    expect(stateAt(calendar, at('2026-10-25T00:00:00Z'))).toEqual({ open: true, until: at('2026-10-25T02:00:00Z') });
  });
});
