import type { GroupFacts } from './group-facts.ts';

export type OpeningReason = 'first_group' | 'all_above_divert_line';

/**
 * Whether the next group must be opened now: no active group is below its divert line, none is being prepared, and the fleet may have one more.
 * A fleet whose groups an operator closed by hand stays closed. [000]
 */
export function needsNext(groups: readonly GroupFacts[], maximumGroups: number | undefined): OpeningReason | undefined {
  const active = groups.filter(({ state }) => state === 'active');
  if (groups.some(({ state }) => state === 'preparing')) return undefined;
  if (maximumGroups !== undefined && active.length >= maximumGroups) return undefined;
  if (active.length === 0) return 'first_group';
  if (active.some(({ intake }) => intake === 'open')) return undefined;
  return active.every(({ held }) => held === 'closed') ? undefined : 'all_above_divert_line';
}
