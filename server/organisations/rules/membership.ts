import type { memberStates } from '../../../common/contract/organisations.ts';

export type MemberState = (typeof memberStates)[number];

/** What a membership is on a day. Days are half-open: it no longer holds on `until`. */
export function memberState({ from, until, suggested, removed }: { from: string; until: string | null; suggested: boolean; removed: boolean }, today: string): MemberState {
  if (removed) return 'removed';
  if (suggested) return 'suggested';
  if (until !== null && until <= today) return 'past';
  return from > today ? 'future' : 'current';
}
