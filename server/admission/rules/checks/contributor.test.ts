import { expect, test } from 'vitest';
import { checkContributor } from './contributor.ts';

const at = '2026-11-18T02:00:00.000Z';

test.each([
  ['merged_own', 'ok'], ['merged_of_another', 'wrong'], ['not_merged', 'wrong'], ['not_listed', 'wrong'], ['not_found', 'wrong'], ['account_used', 'wrong'], ['account_not_proven', 'unclear'], ['could_not_ask', 'unclear'], ['owner_decides', 'unclear'], ['malformed', 'wrong'],
] as const)('a pull request that is %s is %s', (outcome, verdict) => {
  expect(checkContributor({ contributor: { given: true, answer: { outcome, at } } }, {}).verdict).toBe(verdict);
});

test('an address that is none is mended in the form', () => {
  expect(checkContributor({ contributor: { given: true, answer: { outcome: 'malformed', at } } }, {}).effect).toBe('correct');
});

test('none is needed, unless only contributors are admitted', () => {
  const contributor = { given: false, answer: null };
  expect(checkContributor({ contributor }, {}).verdict).toBe('ok');
  expect(checkContributor({ contributor }, { required: true })).toMatchObject({ verdict: 'wrong', effect: 'correct' });
});

test('what was not asked goes to the owner', () => {
  expect(checkContributor({ contributor: { given: true, answer: null } }, { required: true }).verdict).toBe('unclear');
});
