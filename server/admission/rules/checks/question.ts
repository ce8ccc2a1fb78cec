import type { CheckOf } from '../../../../common/contract/admission-policy.ts';
import type { Facts, Found } from '../facts.ts';

/** The free question has an answer; where the policy says so, a moderator reads it. */
export function checkQuestion({ question }: Pick<Facts, 'question'>, { review }: Pick<CheckOf<'question'>, 'review'>): Found {
  if (!question) return { verdict: 'wrong', reason: 'question_unanswered' };
  return review === true ? { verdict: 'unclear', reason: 'question_to_read' } : { verdict: 'ok', reason: 'question_answered' };
}
