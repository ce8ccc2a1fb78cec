import type { Facts, Found } from '../facts.ts';

/** So many counted rejections, and nothing more is accepted: the third is the last. What is only claimed bars nobody. [002] */
export function checkStrikes({ strikes }: Pick<Facts, 'strikes'>, chances: number): Found {
  const parameters = { counted: strikes.counted, chances };
  if (strikes.counted >= chances) return { verdict: 'wrong', reason: 'strikes_used_up', parameters };
  if (strikes.claimed) return { verdict: 'unclear', reason: 'strikes_claimed' };
  return { verdict: 'ok', reason: strikes.counted === 0 ? 'strikes_none' : 'strikes_some', parameters };
}
