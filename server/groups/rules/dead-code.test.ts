import { describe, expect, test } from 'vitest';
import { decideDeadCode, dueWarning, voiceOf } from './dead-code.ts';

const now = new Date('2026-11-18T02:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3600_000);

describe('a code that somebody calls dead', () => {
  test('is, when a moderator says so', () => expect(decideDeadCode({ by: 'moderator', expiresAt: later(24), now, networks: 0 })).toBe('marked_dead'));
  test('is, after its date', () => expect(decideDeadCode({ by: 'visitor', expiresAt: now, now, networks: 0 })).toBe('expired'));
  test('is, when humans in three networks say so', () => expect(decideDeadCode({ by: 'visitor', expiresAt: later(24), now, networks: 3 })).toBe('reported'));
  test.each([0, 1, 2])('is not for %i', (networks) => {
    expect(decideDeadCode({ by: 'visitor', expiresAt: later(24), now, networks })).toBe('noted');
    expect(decideDeadCode({ by: 'visitor', expiresAt: null, now, networks })).toBe('noted');
  });
});

test('a voice is a site, not an address', () => {
  expect(new Set(['192.0.2.7', '192.0.2.200'].map(voiceOf))).toEqual(new Set(['192.0.2.0/24']));
  expect(new Set(['2001:db8:1:1::/64', '2001:db8:1:ffff::/64'].map(voiceOf))).toEqual(new Set(['2001:db8:1::/48']));
  expect(new Set(['192.0.2.7', '198.51.100.7', '2001:db8:1:1::/64', '2001:db8:2:1::/64', 'unknown'].map(voiceOf)).size).toBe(5);
});

describe('the end of a code is warned of', () => {
  const due = (hours: number, warnedHours: number | null = null) => dueWarning({ expiresAt: later(hours), warnedHours, now }, [48, 12]);
  test.each([[49, null, undefined], [48, null, 48], [13, null, 48], [12, null, 12], [1, null, 12], [47, 48, undefined], [12, 48, 12], [1, 12, undefined], [0, 12, undefined]])('%i hours before, warned at %s: %s', (hours, warned, expected) =>
    expect(due(hours, warned)).toBe(expected));
});
