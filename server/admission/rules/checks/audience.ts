import type { Facts, Found } from '../facts.ts';

/**
 * The fleet is for those who have a plan of a certain kind, or who contribute. What the centre does not know is no reason to reject: plans are
 * bought elsewhere too, so a moderator looks. [ours]
 */
export function checkAudience({ audience, contributor }: Pick<Facts, 'audience' | 'contributor'>): Found {
  if (audience === null || audience.asked.includes('everyone')) return { verdict: 'ok', reason: 'audience_everyone' };
  const [held] = audience.asked.filter((kind) => audience.held.includes(kind));
  if (held !== undefined) return { verdict: 'ok', reason: 'audience_belongs', parameters: { audience: held } };
  if (audience.asked.includes('contributor') && contributor.answer?.outcome === 'merged_own') return { verdict: 'ok', reason: 'audience_belongs', parameters: { audience: 'contributor' } };
  return { verdict: 'unclear', reason: 'audience_not_known' };
}
