import { expect, test } from 'vitest';
import { checkHuman } from './human.ts';

test.each(['missing', 'wrong', 'used', 'too_old'] as const)('a check that is %s is done again in the form, also in a burst', (outcome) => {
  for (const raid of [true, false]) expect(checkHuman({ human: { outcome }, raid })).toEqual({ verdict: 'wrong', reason: `human_${outcome}`, effect: 'correct' });
});

test('who passed is in, and in a burst somebody looks', () => {
  expect(checkHuman({ human: { outcome: 'passed', how: 'code', id: 'x' }, raid: false })).toEqual({ verdict: 'ok', reason: 'human_code' });
  expect(checkHuman({ human: { outcome: 'passed', how: 'altcha', id: 'x' }, raid: true }).verdict).toBe('unclear');
});
