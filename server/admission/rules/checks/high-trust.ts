import type { Facts, Found } from '../facts.ts';

/** A passkey with verification on the device, for this very application. Before it was asked for, nothing is wrong yet. [003] */
export function checkHighTrust({ highTrust }: Pick<Facts, 'highTrust'>): Found {
  if (highTrust.outcome === 'passed') return { verdict: 'ok', reason: 'high_trust_passed' };
  return highTrust.outcome === 'missing' ? { verdict: 'wrong', reason: 'high_trust_missing', effect: 'correct' } : { verdict: 'wrong', reason: 'high_trust_refused' };
}
