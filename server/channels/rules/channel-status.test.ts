import { describe, expect, test } from 'vitest';
import type { Channel } from '../../../common/contract/channel.ts';
import { channel, shanghai, smallCentre } from '../testing.ts';
import { availableAt, channelStatus } from './channel-status.ts';
import { compileCentre } from './facts.ts';
import { momentOf } from './hours.ts';

function statusAt(described: Channel, at: string) {
  return channelStatus(momentOf(compileCentre(smallCentre([described])), shanghai(at)), described);
}

describe('a phone with hours and emergency hours', () => {
  const phone = channel('phone', 'phone', { hours: { acceptance: 'weekdays', emergency: 'always' } });

  test('is open until lunch', () => {
    expect(statusAt(phone, '2026-06-10 10:00')).toEqual({ state: 'open', until: shanghai('2026-06-10 12:00') });
  });

  test('may be tried in an emergency at lunch, and opens after it', () => {
    expect(statusAt(phone, '2026-06-10 12:00')).toEqual({ state: 'emergency_only', opensAt: shanghai('2026-06-10 13:30') });
  });

  test('is closed where emergencies have hours that are closed too', () => {
    const guarded = { ...phone, hours: { acceptance: 'weekdays', emergency: 'daily' } };
    expect(statusAt(guarded, '2026-06-13 10:00')).toEqual({ state: 'emergency_only', opensAt: shanghai('2026-06-15 08:00') });
    expect(statusAt(guarded, '2026-06-13 20:00')).toEqual({ state: 'closed', opensAt: shanghai('2026-06-15 08:00') });
  });

  test('is not open for emergencies because nobody says when', () => {
    expect(statusAt({ ...phone, hours: { acceptance: 'weekdays', emergency: 'unstated' } }, '2026-06-13 10:00')).toMatchObject({ state: 'closed' });
  });
});

describe('a channel without a calendar', () => {
  test('accepts always when nothing is said', () => {
    expect(statusAt(channel('ticket', 'ticket'), '2026-06-14 03:00')).toEqual({ state: 'always' });
  });

  test('claims nothing when its hours are unstated', () => {
    expect(statusAt(channel('group', 'group', { hours: { acceptance: 'unstated', emergency: 'always' } }), '2026-06-10 10:00')).toEqual({ state: 'unstated' });
  });
});

describe('a channel that is out of order', () => {
  const outage = (until?: string): Channel => channel('im', 'im', { hours: { acceptance: 'weekdays' }, outOfOrder: { reason: '消息故障', ...(until === undefined ? {} : { until }) } });

  test('is out of order in open hours too, with the reason', () => {
    expect(statusAt(outage(), '2026-06-10 10:00')).toEqual({ state: 'out_of_order', reason: '消息故障', until: null });
  });

  test('is back at the minute until which it was expected to be away', () => {
    const away = outage('2026-06-10T11:00:00+08:00');
    expect(statusAt(away, '2026-06-10 10:59')).toMatchObject({ state: 'out_of_order', until: shanghai('2026-06-10 11:00') });
    expect(statusAt(away, '2026-06-10 11:00')).toMatchObject({ state: 'open' });
  });

  test.each([
    ['2026-06-10T11:00:00+08:00', '2026-06-10 11:00', 'in open hours'],
    ['2026-06-10T12:30:00+08:00', '2026-06-10 13:30', 'after lunch'],
  ])('mended at %s it can be used at %s, %s', (until, usable) => {
    const away = outage(until);
    const moment = momentOf(compileCentre(smallCentre([away])), shanghai('2026-06-10 10:00'));
    expect(availableAt(moment, away, channelStatus(moment, away))).toBe(shanghai(usable));
  });
});
