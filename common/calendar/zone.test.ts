import { describe, expect, it } from 'vitest';
import { instantsOf, isTimeZone, localOf } from './zone.ts';

const local = (text: string) => Date.parse(`${text}Z`);

describe('local time', () => {
  it.each([
    ['Asia/Shanghai', '2026-03-02T00:00:00Z', '2026-03-02T08:00:00'],
    ['America/St_Johns', '2026-01-02T00:00:00Z', '2026-01-01T20:30:00'],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29T23:59:59'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31T00:00:00'],
    ['Europe/Berlin', '2026-03-29T00:59:59Z', '2026-03-29T01:59:59'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00'],
    ['Asia/Shanghai', '1900-06-01T00:00:00Z', '1900-06-01T08:05:43'],
  ])('in %s at %s is %s', (zone, instant, expected) => {
    expect(new Date(localOf(zone, Date.parse(instant))).toISOString().slice(0, 19)).toBe(expected);
  });

  it('that a clock skips is never', () => {
    expect(instantsOf('Europe/Berlin', local('2026-03-29T02:00:00'), local('2026-03-29T03:00:00'))).toEqual([]);
  });

  it('that a clock repeats is twice', () => {
    expect(instantsOf('Europe/Berlin', local('2026-10-25T02:15:00'), local('2026-10-25T02:45:00'))).toEqual([
      { start: local('2026-10-25T00:15:00'), end: local('2026-10-25T00:45:00') },
      { start: local('2026-10-25T01:15:00'), end: local('2026-10-25T01:45:00') },
    ]);
  });
});

describe('a zone', () => {
  it.each(['Asia/Shanghai', 'UTC', 'Asia/Calcutta'])('is %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(['', 'Mars/Phobos', 'Asia/Shanghia', 'CN'])('is not "%s"', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
