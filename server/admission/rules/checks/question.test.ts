import { expect, test } from 'vitest';
import { checkQuestion } from './question.ts';

test.each([[true, undefined, 'ok'], [true, true, 'unclear'], [false, undefined, 'wrong'], [false, true, 'wrong']] as const)('answered %s, read by a moderator %s: %s', (question, review, verdict) => {
  expect(checkQuestion({ question }, { review }).verdict).toBe(verdict);
});
