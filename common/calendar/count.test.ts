import { describe, expect, it } from 'vitest';
import { due, elapsed } from './count.ts';
import { at, calendarWith, closedWeek, everyDay, ranges } from './testing/centre-hours.ts';

const standard = calendarWith({});
const hour = 3_600;

describe('what is promised within an hour of standard answering hours', () => {
  it('is due an hour later inside them, seconds kept', () => {
    expect(due(standard, at('2026-03-02 09:00:17'), hour, [])).toEqual({ ok: true, at: at('2026-03-02 10:00:17') });
  });

  it('is due an hour after the next opening outside them', () => {
    expect(due(standard, at('2026-03-02 22:00'), hour, [])).toEqual({ ok: true, at: at('2026-03-03 09:00') });
    expect(due(standard, at('2026-03-07 17:00'), hour, [])).toEqual({ ok: true, at: at('2026-03-09 08:30') });
  });

  it('is due at closing, not at the next opening, when it ends there', () => {
    expect(due(standard, at('2026-03-02 16:30'), hour, [])).toEqual({ ok: true, at: at('2026-03-02 17:30') });
  });

  it('waits while the customer has the word, however the pauses are cut', () => {
    const pauses = [
      { start: at('2026-03-02 09:40'), end: at('2026-03-02 10:00') },
      { start: at('2026-03-02 09:10'), end: at('2026-03-02 09:30') },
      { start: at('2026-03-02 09:20'), end: at('2026-03-02 09:50') },
      { start: at('2026-03-02 12:00'), end: at('2026-03-02 11:00') },
    ];
    expect(due(standard, at('2026-03-02 09:00'), hour, pauses)).toEqual({ ok: true, at: at('2026-03-02 10:50') });
  });

  it('is due just before a pause that begins when it ends', () => {
    const pauses = [{ start: at('2026-03-02 10:00'), end: null }];
    expect(due(standard, at('2026-03-02 09:00'), hour, pauses)).toEqual({ ok: true, at: at('2026-03-02 10:00') });
    expect(due(standard, at('2026-03-02 09:00'), hour + 1, pauses)).toEqual({ ok: false, reason: 'paused' });
  });
});

describe('no due time', () => {
  it.each([
    ['a negative duration', standard, -5, 'negative_duration'],
    ['no duration', standard, 0, 'no_duration'],
    ['a duration that is no number', standard, Number.NaN, 'no_duration'],
    ['an endless duration', standard, Number.POSITIVE_INFINITY, 'no_duration'],
    ['a calendar that never opens', calendarWith({ week: closedWeek }), 60, 'never_open'],
    ['more than twenty years', calendarWith({ week: { ...closedWeek, mon: ranges('09:00-09:01') } }), 100 * hour, 'too_far'],
  ] as const)('for %s', (_name, calendar, seconds, reason) => {
    expect(due(calendar, at('2026-03-02 09:00'), seconds, [])).toEqual({ ok: false, reason });
  });

  it('for a start that the arithmetic does not cover', () => {
    expect(due(standard, Number.NaN, hour, [])).toEqual({ ok: false, reason: 'too_far' });
    expect(due(standard, Date.UTC(2200, 0, 1), hour, [])).toEqual({ ok: false, reason: 'too_far' });
  });

  it('when the last opening was an exception and none follows', () => {
    const exceptions = [{ from: '2026-03-03', to: '2026-03-03', ranges: ranges('09:00-10:00') }];
    const calendar = calendarWith({ week: closedWeek, exceptions });
    expect(due(calendar, at('2026-03-02 09:00'), hour, [])).toEqual({ ok: true, at: at('2026-03-03 10:00') });
    expect(due(calendar, at('2026-03-02 09:00'), hour + 1, [])).toEqual({ ok: false, reason: 'never_open' });
  });
});

describe('open time that has passed', () => {
  it('leaves out nights, Sundays and pauses', () => {
    const pauses = [{ start: at('2026-03-07 17:00'), end: at('2026-03-09 09:00') }];
    expect(elapsed(standard, at('2026-03-07 16:00'), at('2026-03-09 10:00'), [])).toBe(1.5 * hour + 2 * hour);
    expect(elapsed(standard, at('2026-03-07 16:00'), at('2026-03-09 10:00'), pauses)).toBe(2 * hour);
  });

  it('stops at a pause that is still running', () => {
    const pauses = [{ start: at('2026-03-02 10:00'), end: null }];
    expect(elapsed(standard, at('2026-03-02 09:00'), at('2026-03-02 12:00'), pauses)).toBe(hour);
  });

  it('is nothing between reversed instants', () => {
    expect(elapsed(standard, at('2026-03-02 12:00'), at('2026-03-02 09:00'), [])).toBe(0);
  });

  it('is real time, whatever the clock on the wall does', () => {
    const night = calendarWith({ timeZone: 'Europe/Berlin', week: everyDay('01:00-05:00') });
    expect(elapsed(night, at('2026-03-29T00:00:00+01:00'), at('2026-03-29T12:00:00+02:00'), [])).toBe(3 * hour);
    expect(elapsed(night, at('2026-10-25T00:00:00+02:00'), at('2026-10-25T12:00:00+01:00'), [])).toBe(5 * hour);
  });
});
