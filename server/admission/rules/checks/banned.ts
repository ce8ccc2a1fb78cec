import type { Facts, Found } from '../facts.ts';

/** Whoever is on the list is not admitted. A barred account that is only claimed bars nobody: a moderator looks. [002] */
export function checkBanned({ banned }: Pick<Facts, 'banned'>): Found {
  if (banned === 'proven') return { verdict: 'wrong', reason: 'banned_listed' };
  return banned === 'claimed' ? { verdict: 'unclear', reason: 'banned_claimed' } : { verdict: 'ok', reason: 'banned_not_listed' };
}
