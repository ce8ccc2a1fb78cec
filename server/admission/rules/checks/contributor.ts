import type { CheckOf } from '../../../../common/contract/admission-policy.ts';
import type { Facts, Found } from '../facts.ts';

/**
 * The author of a merged pull request gets in at once, with priority. For any other pull request, and when the forge cannot be asked, the
 * owner of the group decides. [000]
 */
export function checkContributor({ contributor }: Pick<Facts, 'contributor'>, { required }: Pick<CheckOf<'contributor'>, 'required'>): Found {
  const { given, answer } = contributor;
  if (!given) return required === true ? { verdict: 'wrong', reason: 'contributor_asked', effect: 'correct' } : { verdict: 'ok', reason: 'contributor_not_claimed' };
  if (answer === null) return { verdict: 'unclear', reason: 'contributor_could_not_ask' };
  const parameters = answer.repository === undefined ? {} : { parameters: { repository: answer.repository } };
  switch (answer.outcome) {
    case 'merged_own':
      return { verdict: 'ok', reason: 'contributor_merged', ...parameters };
    case 'malformed':
      return { verdict: 'wrong', reason: 'contributor_malformed', effect: 'correct' };
    case 'could_not_ask':
    case 'owner_decides':
    case 'account_not_proven':
      return { verdict: 'unclear', reason: `contributor_${answer.outcome}`, ...parameters };
    default:
      return { verdict: 'wrong', reason: `contributor_${answer.outcome}`, ...parameters };
  }
}
