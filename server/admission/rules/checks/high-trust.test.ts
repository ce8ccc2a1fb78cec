import { expect, test } from 'vitest';
import { checkHighTrust } from './high-trust.ts';

test.each([[{ outcome: 'passed', at: '2026-11-18T02:00:00.000Z' }, 'ok', undefined], [{ outcome: 'refused' }, 'wrong', undefined], [{ outcome: 'missing' }, 'wrong', 'correct']] as const)('%j is %s', (highTrust, verdict, effect) => {
  const found = checkHighTrust({ highTrust });
  expect([found.verdict, found.effect]).toEqual([verdict, effect]);
});
