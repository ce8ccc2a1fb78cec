import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreesWithTheWallClock, isConsistent } from './testing/laws.ts';
import { sampleZones } from './testing/samples.ts';
import { readWallClock } from './testing/wall-clock.ts';
import { localOf } from './zone.ts';

describe('service hours in every kind of zone, at length', () => {
  it.each(sampleZones)('%s: agree with the clock on the wall, minute by minute', { timeout: 300_000 }, (zone) => {
    expect(() => fc.assert(agreesWithTheWallClock(zone), { numRuns: 80 })).not.toThrow();
  });

  it.each(sampleZones)('%s: agree with the clock on the wall, second by second', { timeout: 300_000 }, (zone) => {
    expect(() => fc.assert(agreesWithTheWallClock(zone, 1_000), { numRuns: 30 })).not.toThrow();
  });

  it.each(sampleZones)('%s: a due time has just been reached, and time adds up', { timeout: 300_000 }, (zone) => {
    expect(() => fc.assert(isConsistent(zone), { numRuns: 1_000 })).not.toThrow();
  });
});

describe('local time', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  it.each(zones)('%s: is what the engine formats, every six hours from 1990 to 2040', { timeout: 60_000 }, (zone) => {
    const wrong: string[] = [];
    for (let ms = Date.UTC(1990, 0, 1); ms < Date.UTC(2040, 0, 1); ms += 6 * 3_600_000) {
      const { date, minute } = readWallClock(zone, ms);
      const local = localOf(zone, ms);
      if (Math.floor(local / 60_000) * 60_000 !== Date.parse(date) + minute * 60_000) wrong.push(new Date(ms).toISOString());
    }
    expect(wrong).toEqual([]);
  });
});
