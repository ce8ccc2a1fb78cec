import type { Facts, Found } from '../facts.ts';

/**
 * The form was filled by a person. What is missing, was used before or is too old, and a code that was mistyped, is asked for again; a proof
 * that was made up is wrong. During a burst everybody is asked, and a moderator looks at each. [002]
 */
export function checkHuman({ human, raid }: Pick<Facts, 'human' | 'raid'>): Found {
  if (human.outcome === 'wrong' && human.how === undefined && !raid) return { verdict: 'wrong', reason: 'human_wrong' };
  if (human.outcome !== 'passed') return { verdict: 'wrong', reason: `human_${human.outcome}`, effect: 'correct' };
  return raid ? { verdict: 'unclear', reason: 'human_raid' } : { verdict: 'ok', reason: `human_${human.how}` };
}
