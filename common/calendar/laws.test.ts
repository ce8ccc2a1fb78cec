import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreesWithTheWallClock, isConsistent } from './testing/laws.ts';
import { sampleZones } from './testing/samples.ts';

describe('service hours in every kind of zone', () => {
  it.each(sampleZones)('%s: agree with the clock on the wall, minute by minute', (zone) => {
    expect(() => fc.assert(agreesWithTheWallClock(zone), { numRuns: 8 })).not.toThrow();
  });

  it.each(sampleZones)('%s: a due time has just been reached, and time adds up', (zone) => {
    expect(() => fc.assert(isConsistent(zone), { numRuns: 40 })).not.toThrow();
  });
});
