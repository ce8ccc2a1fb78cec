import type { CheckOf } from '../../../../common/contract/admission-policy.ts';
import type { Facts, Found } from '../facts.ts';

/** Tells whether the applicant has a seat in a trusted fleet. It stands in nobody's way: it only spares what was proved there. [002] */
export function checkSibling({ siblings }: Pick<Facts, 'siblings'>, { fleets }: Pick<CheckOf<'sibling'>, 'fleets'>): Found {
  const own = siblings.filter(({ fleet }) => fleets.includes(fleet)).map(({ fleet }) => fleet);
  return own.length === 0 ? { verdict: 'ok', reason: 'sibling_none' } : { verdict: 'ok', reason: 'sibling_member', parameters: { fleets: own.join(' ').slice(0, 400) } };
}
