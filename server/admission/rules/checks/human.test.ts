import { expect, test } from 'vitest';
import { checkHuman } from './human.ts';

test.each(['missing', 'used', 'too_old'] as const)('a check that is %s is done again in the form, also in a burst', (outcome) => {
  for (const raid of [true, false]) expect(checkHuman({ human: { outcome }, raid })).toEqual({ verdict: 'wrong', reason: `human_${outcome}`, effect: 'correct' });
});

test('who passed is in, and in a burst somebody looks', () => {
  expect(checkHuman({ human: { outcome: 'passed', how: 'code', id: 'x' }, raid: false })).toEqual({ verdict: 'ok', reason: 'human_code' });
  expect(checkHuman({ human: { outcome: 'passed', how: 'altcha', id: 'x' }, raid: true }).verdict).toBe('unclear');
});

test('a code that was mistyped is typed again; what a proof leads to that was made up is for the policy, and in a burst it is made again', () => {
  expect(checkHuman({ human: { outcome: 'wrong', how: 'code' }, raid: false })).toEqual({ verdict: 'wrong', reason: 'human_wrong', effect: 'correct' });
  expect(checkHuman({ human: { outcome: 'wrong' }, raid: false })).toEqual({ verdict: 'wrong', reason: 'human_wrong' });
  expect(checkHuman({ human: { outcome: 'wrong' }, raid: true }).effect).toBe('correct');
});
