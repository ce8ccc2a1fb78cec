import { describe, expect, test } from 'vitest';
import type { Facts } from '../facts.ts';
import { checkUid, readUid } from './uid.ts';

const at = '2026-11-18T02:00:00.000Z';
const grace = { id: 'g', kind: 'declared' as const, from: at };
const uid = (more: Partial<Facts['uid']>): Facts['uid'] => ({ typed: '7', unreachable: false, answer: null, ofAnother: false, ...more });

describe('a UID', () => {
  test.each([['1024', '1024'], ['１０２４', '1024'], [' 10 24 ', '1024'], ['007', '7'], ['0', '0']])('%s is %s', (typed, read) => expect(readUid(typed)).toBe(read));
  test.each(['', 'abc', '10-24', '-7', '1.5', '二', '1'.repeat(21)])('%j is none', (typed) => expect(readUid(typed)).toBeUndefined());
});

describe('what the product answers', () => {
  test.each([['proven', 'ok', 'uid_proven_email'], ['exists', 'unclear', 'uid_exists'], ['unknown', 'wrong', 'uid_unknown'], ['malformed', 'wrong', 'uid_malformed'], ['could_not_ask', 'unclear', 'uid_could_not_ask']] as const)('%s is %s', (outcome, verdict, reason) => {
    expect(checkUid({ uid: uid({ answer: { outcome, at, how: 'email' } }), grace: null })).toMatchObject({ verdict, reason });
  });

  test('nothing, since it was not asked, goes to a moderator', () => expect(checkUid({ uid: uid({}), grace: null }).reason).toBe('uid_could_not_ask'));
  test.each(['proven', 'exists'] as const)('%s of a UID that somebody else proved goes to a moderator', (outcome) => expect(checkUid({ uid: uid({ ofAnother: true, answer: { outcome, at } }), grace: null })).toMatchObject({ verdict: 'unclear', reason: 'uid_of_another' }));
});

test.each([[false, null, 'uid_missing'], [true, null, 'uid_trouble_claimed'], [false, grace, 'uid_owed'], [true, grace, 'uid_owed']] as const)('left out, claimed as unreachable %s, in the window %j: %s', (unreachable, window, reason) => {
  expect(checkUid({ uid: uid({ typed: null, unreachable }), grace: window }).reason).toBe(reason);
});

test('letters are mended in the form, also in an outage', () => {
  for (const window of [null, grace]) expect(checkUid({ uid: uid({ typed: 'abc' }), grace: window })).toMatchObject({ reason: 'uid_malformed', effect: 'correct' });
});
