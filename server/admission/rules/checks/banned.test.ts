import { expect, test } from 'vitest';
import { checkBanned } from './banned.ts';

test.each([['no', 'ok'], ['proven', 'wrong'], ['claimed', 'unclear']] as const)('a ban that is found as %s is %s', (banned, verdict) => {
  expect(checkBanned({ banned }).verdict).toBe(verdict);
});
