import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf, localTime } from './when.ts';

describe('a moment in a form', () => {
  test('is shown and read in the time zone of the centre', () => {
    expect(localTime('2026-11-18T02:00:00Z', 'Asia/Shanghai')).toBe('2026-11-18T10:00');
    expect(instantOf('2026-11-18T10:00', 'Asia/Shanghai')).toBe('2026-11-18T02:00:00.000Z');
  });

  test('that the clock skips is the one after the gap', () => {
    expect(localTime(instantOf('2026-03-29T02:30', 'Europe/Berlin'), 'Europe/Berlin')).toBe('2026-03-29T03:30');
  });

  test('comes back as it was, in every zone and season, but for the hour that clocks go through twice', () => {
    const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC');
    const minute = fc.integer({ min: 28_000_000, max: 36_000_000 });
    fc.assert(
      fc.property(zone, minute, (timeZone, minutes) => {
        const local = localTime(minutes * 60_000, timeZone);
        expect(localTime(instantOf(local, timeZone), timeZone)).toBe(local);
      }),
    );
  });
});
