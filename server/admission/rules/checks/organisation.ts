import type { CheckOf } from '../../../../common/contract/admission-policy.ts';
import type { Facts, Found } from '../facts.ts';

/** Belongs to one of the named organisations. [000] */
export function checkOrganisation({ organisations }: Pick<Facts, 'organisations'>, check: Pick<CheckOf<'organisation'>, 'organisations'>): Found {
  const own = check.organisations.find((name) => organisations.includes(name));
  if (own !== undefined) return { verdict: 'ok', reason: 'organisation_member', parameters: { organisation: own } };
  return { verdict: 'wrong', reason: 'organisation_not_member', parameters: { organisation: check.organisations.join('、').slice(0, 400) } };
}
