import { describe, expect, test } from 'vitest';
import { burstThreshold, lookForRaid, raidIsOn } from './raid.ts';

const minute = 60_000;
const settings = { enabled: true, least: 40, times: 6, quietMinutes: 30 };

describe('a raid', () => {
  test('is far more than usual, and never fewer than the least number', () => {
    expect(burstThreshold(settings, 0.1)).toBe(40);
    expect(burstThreshold(settings, 20)).toBe(120);
    expect(lookForRaid(undefined, { recent: 39, usual: 0 }, settings, 0)).toBeUndefined();
    expect(lookForRaid(undefined, { recent: 40, usual: 0 }, settings, 0)).toEqual({ since: 0, burstAt: 0, endedAt: null });
    expect(lookForRaid(undefined, { recent: 100, usual: 20 }, settings, 0)).toBeUndefined();
  });

  test('goes on while more come, and ends by itself after half an hour without', () => {
    const begun = lookForRaid(undefined, { recent: 50, usual: 0 }, settings, 0);
    const longer = lookForRaid(begun, { recent: 50, usual: 0 }, settings, 20 * minute);
    expect(longer).toEqual({ since: 0, burstAt: 20 * minute, endedAt: null });
    expect([29, 49, 50].map((at) => raidIsOn(longer, settings, at * minute))).toEqual([true, true, false]);
  });

  test('that was over begins anew with another burst', () => {
    const over = { since: 0, burstAt: 0, endedAt: null };
    expect(lookForRaid(over, { recent: 50, usual: 0 }, settings, 60 * minute)).toEqual({ since: 60 * minute, burstAt: 60 * minute, endedAt: null });
  });

  test('that a moderator ended is over at once', () => {
    expect(raidIsOn({ since: 0, burstAt: 0, endedAt: 5 * minute }, settings, 6 * minute)).toBe(false);
  });

  test('is none where nobody wants to know', () => {
    const off = { ...settings, enabled: false };
    expect(lookForRaid(undefined, { recent: 5000, usual: 0 }, off, 0)).toBeUndefined();
    expect(raidIsOn({ since: 0, burstAt: 0, endedAt: null }, off, 0)).toBe(false);
  });
});
