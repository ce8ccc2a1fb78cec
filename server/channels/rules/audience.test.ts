import { describe, expect, test } from 'vitest';
import type { Audience } from '../../../common/contract/channel.ts';
import type { EntitlementKind } from '../../../common/contract/support.ts';
import { channel } from '../testing.ts';
import { doubtOf, judgeAudience } from './audience.ts';

function judge(entitlement: EntitlementKind, audience: Audience[] | undefined, more = {}) {
  return judgeAudience({ entitlement, urgency: 'now', ...more }, channel('c', 'ticket', { ...(audience === undefined ? {} : { audience }), everyoneFor: ['presales'] }));
}

describe('who may use a channel', () => {
  test.each<[EntitlementKind, Audience[] | undefined, boolean]>([
    ['paid', ['paid'], true],
    ['sponsor', ['paid'], true],
    ['free', ['paid'], false],
    ['paid', ['sponsor'], false],
    ['sponsor', ['sponsor'], true],
    ['free', ['free'], true],
    ['paid', ['free'], false],
    ['free', ['paid', 'everyone'], true],
    ['free', undefined, true],
    ['free', ['contributor'], false],
    ['unknown', ['sponsor'], true],
  ])('%s, for %s: %s', (entitlement, audience, fits) => {
    expect(judge(entitlement, audience).fits).toBe(fits);
  });
});

describe('the reason says for whom it is', () => {
  test.each<[Audience[], string]>([
    [['paid'], 'paid_only'],
    [['sponsor'], 'sponsor_only'],
    [['contributor'], 'contributor_only'],
    [['sponsor', 'contributor'], 'audience_only'],
  ])('when it is for %s only', (audiences, code) => {
    expect(judge('free', audiences).findings[0]).toEqual({ code, subject: { kind: 'audiences', audiences } });
  });

  test('to someone unknown, without sending them away', () => {
    expect(judge('unknown', ['paid'])).toEqual({ fits: true, findings: [{ code: 'for_audience', subject: { kind: 'audiences', audiences: ['paid'] } }] });
  });
});

describe('a subject for which everyone may use a channel', () => {
  const presales = { kind: 'suits', suits: ['presales'] };

  test('lets everyone in who asks about it', () => {
    expect(judge('free', ['paid'], { subject: 'presales' })).toEqual({ fits: true, findings: [{ code: 'everyone_for_subject', subject: presales }] });
  });

  test('is named to those who ask about something else', () => {
    expect(judge('free', ['paid'], { subject: 'fault' })).toMatchObject({ fits: false, findings: [{ code: 'paid_only' }, { code: 'everyone_for_subject', subject: presales }] });
  });

  test('is nothing special for those who may use it anyway', () => {
    expect(judge('paid', ['paid'], { subject: 'presales' })).toEqual({ fits: true, findings: [] });
  });

  test('can be an emergency', () => {
    const phone = channel('phone', 'phone', { audience: ['paid'], everyoneFor: ['emergency'] });
    expect(judgeAudience({ entitlement: 'free', urgency: 'emergency' }, phone).fits).toBe(true);
    expect(judgeAudience({ entitlement: 'free', urgency: 'now' }, phone).fits).toBe(false);
  });
});

describe('how sure someone may count on a channel', () => {
  test.each<[EntitlementKind, Audience[] | undefined, 0 | 1 | 2]>([
    ['unknown', undefined, 0],
    ['unknown', ['sponsor', 'everyone'], 0],
    ['unknown', ['paid'], 1],
    ['unknown', ['paid', 'sponsor'], 1],
    ['unknown', ['sponsor'], 2],
    ['unknown', ['sponsor', 'contributor'], 2],
    ['sponsor', ['sponsor'], 0],
  ])('%s, for %s: %d', (entitlement, audience, doubt) => {
    expect(doubtOf({ entitlement, urgency: 'now' }, channel('c', 'im', audience === undefined ? {} : { audience }))).toBe(doubt);
  });

  test('is whole for a subject for which it is open to everyone', () => {
    const own = channel('c', 'im', { audience: ['sponsor'], everyoneFor: ['emergency'] });
    expect(doubtOf({ entitlement: 'unknown', urgency: 'emergency' }, own)).toBe(0);
    expect(doubtOf({ entitlement: 'unknown', urgency: 'now' }, own)).toBe(2);
  });
});
