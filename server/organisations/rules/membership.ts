import type { memberStates } from '../../../common/contract/organisations.ts';

export type MemberState = (typeof memberStates)[number];

const worth: Readonly<Record<MemberState, number>> = { current: 4, future: 3, suggested: 2, past: 1, removed: 0 };
type Judged = Parameters<typeof memberState>[0];

/** Whether of two memberships of one person the first is the better one: what holds now before what will, what is suggested, and what has ended; else what holds longer. */
export function isBetterMembership(one: Judged, other: Judged, today: string): boolean {
  const [mine, theirs] = [worth[memberState(one, today)], worth[memberState(other, today)]];
  return mine === theirs ? other.until !== null && (one.until === null || one.until > other.until) : mine > theirs;
}

/** What a membership is on a day. Days are half-open: it no longer holds on `until`. */
export function memberState({ from, until, suggested, removed }: { from: string; until: string | null; suggested: boolean; removed: boolean }, today: string): MemberState {
  if (removed) return 'removed';
  if (suggested) return 'suggested';
  if (until !== null && until <= today) return 'past';
  return from > today ? 'future' : 'current';
}
