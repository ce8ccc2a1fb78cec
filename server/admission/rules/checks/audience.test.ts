import { expect, test } from 'vitest';
import { checkAudience } from './audience.ts';

const nobody = { given: false, answer: null };
const own = { given: true, answer: { outcome: 'merged_own', at: '2026-11-18T02:00:00.000Z' } } as const;

test('a fleet that is for everyone asks nobody what they have', () => {
  expect(checkAudience({ audience: null, contributor: nobody })).toMatchObject({ verdict: 'ok', reason: 'audience_everyone' });
  expect(checkAudience({ audience: { asked: ['everyone', 'paid'], held: [] }, contributor: nobody })).toMatchObject({ verdict: 'ok', reason: 'audience_everyone' });
});

test('who has a plan of the kind belongs there, and who has another or none is looked at, never rejected', () => {
  expect(checkAudience({ audience: { asked: ['paid', 'sponsor'], held: ['sponsor'] }, contributor: nobody })).toEqual({ verdict: 'ok', reason: 'audience_belongs', parameters: { audience: 'sponsor' } });
  expect(checkAudience({ audience: { asked: ['paid'], held: ['free'] }, contributor: nobody })).toEqual({ verdict: 'unclear', reason: 'audience_not_known' });
  expect(checkAudience({ audience: { asked: ['paid'], held: [] }, contributor: own })).toEqual({ verdict: 'unclear', reason: 'audience_not_known' });
});

test('a merged pull request of their own makes a contributor', () => {
  expect(checkAudience({ audience: { asked: ['contributor'], held: [] }, contributor: own })).toMatchObject({ verdict: 'ok', parameters: { audience: 'contributor' } });
  expect(checkAudience({ audience: { asked: ['contributor'], held: [] }, contributor: nobody })).toMatchObject({ verdict: 'unclear' });
});
