import { expect, test } from 'vitest';
import { checkStrikes } from './strikes.ts';

test.each([[0, 3, 'ok', 'strikes_none'], [2, 3, 'ok', 'strikes_some'], [3, 3, 'wrong', 'strikes_used_up'], [9, 3, 'wrong', 'strikes_used_up'], [1, 1, 'wrong', 'strikes_used_up']] as const)('%i counted of %i chances is %s', (counted, chances, verdict, reason) => {
  expect(checkStrikes({ strikes: { counted, claimed: false } }, chances)).toMatchObject({ verdict, reason, parameters: { counted, chances } });
});

test('an account that is only claimed leads to a moderator, and one’s own strikes come first', () => {
  expect(checkStrikes({ strikes: { counted: 0, claimed: true } }, 3).verdict).toBe('unclear');
  expect(checkStrikes({ strikes: { counted: 3, claimed: true } }, 3).verdict).toBe('wrong');
});
