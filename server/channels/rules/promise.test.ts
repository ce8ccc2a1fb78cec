import { describe, expect, test } from 'vitest';
import type { Channel } from '../../../common/contract/channel.ts';
import { channel, shanghai, smallCentre } from '../testing.ts';
import { channelStatus } from './channel-status.ts';
import { compileCentre } from './facts.ts';
import { momentOf } from './hours.ts';
import { answeredUntil, isAnsweredNow, promiseDue } from './promise.ts';

function dueOf(details: Partial<Channel>, at: string, settings = {}) {
  const ticket = channel('ticket', 'ticket', { promise: { kind: 'within', minutes: 60 }, ...details });
  const centre = smallCentre([ticket]);
  const moment = momentOf(compileCentre({ ...centre, settings: { ...centre.settings, ...settings } }), shanghai(at));
  return promiseDue(moment, ticket, channelStatus(moment, ticket));
}

test('a promise runs in the standard hours of the centre, lunch included', () => {
  expect(dueOf({}, '2026-06-10 11:30')).toBe(shanghai('2026-06-10 12:30'));
});

test('a promise runs in the answering hours of its own channel, lunch excluded', () => {
  expect(dueOf({ hours: { answering: 'weekdays' } }, '2026-06-10 11:30')).toBe(shanghai('2026-06-10 14:00'));
});

test('a promise that is kept around the clock runs at night', () => {
  expect(dueOf({ hours: { answering: 'always' } }, '2026-06-10 23:30')).toBe(shanghai('2026-06-11 00:30'));
});

test('what can be written only when it opens is promised from then', () => {
  expect(dueOf({ hours: { acceptance: 'weekdays' } }, '2026-06-13 10:00')).toBe(shanghai('2026-06-15 09:00'));
});

test('what ends at closing time is due at closing time', () => {
  expect(dueOf({}, '2026-06-10 16:30')).toBe(shanghai('2026-06-10 17:30'));
});

test('a promise names no time where the hours are unstated', () => {
  expect(dueOf({ hours: { answering: 'unstated' } }, '2026-06-10 10:00')).toBeNull();
  expect(dueOf({}, '2026-06-10 10:00', { answeringCalendar: undefined })).toBeNull();
});

test('an answer while you wait has no time at which it is due', () => {
  expect(dueOf({ promise: { kind: 'realtime' } }, '2026-06-10 10:00')).toBeNull();
});

test('nobody promises anything while a channel is out of order without end', () => {
  expect(dueOf({ outOfOrder: { reason: 'mail is down' } }, '2026-06-10 10:00')).toBeNull();
});

describe('an answer while one waits', () => {
  function answered(hours: Channel['hours'], at: string, details: Partial<Channel> = {}) {
    const phone = channel('phone', 'phone', { promise: { kind: 'realtime' }, ...(hours === undefined ? {} : { hours }), ...details });
    const moment = momentOf(compileCentre(smallCentre([phone])), shanghai(at));
    const status = channelStatus(moment, phone);
    return { now: isAnsweredNow(moment, phone, status), until: answeredUntil(moment, phone, status) };
  }

  test('is promised until the first of its two kinds of hours ends', () => {
    expect(answered({ acceptance: 'always' }, '2026-06-10 10:00')).toEqual({ now: true, until: shanghai('2026-06-10 17:30') });
    expect(answered({ acceptance: 'weekdays', answering: 'always' }, '2026-06-10 10:00')).toEqual({ now: true, until: shanghai('2026-06-10 12:00') });
    expect(answered({ acceptance: 'always', answering: 'always' }, '2026-06-14 03:00')).toEqual({ now: true, until: null });
  });

  test.each<[Channel['hours'], string, Partial<Channel>, string]>([
    [{ acceptance: 'always' }, '2026-06-14 10:00', {}, 'on Sunday'],
    [{ acceptance: 'daily' }, '2026-10-01 10:00', {}, 'on a public holiday'],
    [{ acceptance: 'weekdays' }, '2026-06-10 12:30', {}, 'at lunch'],
    [{ acceptance: 'weekdays', emergency: 'always' }, '2026-06-10 12:30', {}, 'where it may only be tried'],
    [{ acceptance: 'unstated' }, '2026-06-10 10:00', {}, 'where nobody says that it is open'],
    [{ acceptance: 'weekdays', answering: 'unstated' }, '2026-06-10 10:00', {}, 'where nobody says when it is answered'],
    [{ acceptance: 'weekdays' }, '2026-06-10 10:00', { outOfOrder: { reason: 'flood' } }, 'while it is out of order'],
  ])('with %j on %s it is not promised: %s %s', (hours, at, details) => {
    expect(answered(hours, at, details).now).toBe(false);
  });
});
