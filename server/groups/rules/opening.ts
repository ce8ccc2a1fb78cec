import type { NoNext } from '../../../common/contract/groups.ts';
import type { GroupFacts } from './group-facts.ts';
import { hasRoomFor } from './room-for-groups.ts';

export type OpeningReason = 'first_group' | 'all_above_divert_line';

/** The next group is needed. `prepared`: one that stands ready and only has to be opened. */
export type Opening = { reason: OpeningReason; prepared: GroupFacts | undefined };

/**
 * Whether the next group must be opened now: no active group is below its divert line, and the fleet may have one more. Where groups are opened
 * by the centre itself, one that is being prepared is taken first, unless it was closed by hand; elsewhere one that is being prepared is the
 * next already. A fleet whose groups an operator closed by hand stays closed. [000]
 */
export function needsNext(groups: readonly GroupFacts[], maximumGroups: number | undefined, opensByItself: boolean): Opening | undefined {
  const active = groups.filter(({ state }) => state === 'active');
  const prepared = groups.find(({ state, held }) => state === 'preparing' && held !== 'closed');
  if (maximumGroups !== undefined && active.length >= maximumGroups) return undefined;
  if (prepared !== undefined && !opensByItself) return undefined;
  if (active.length === 0) return { reason: 'first_group', prepared };
  if (active.some(({ intake }) => intake === 'open')) return undefined;
  return active.every(({ held }) => held === 'closed') ? undefined : { reason: 'all_above_divert_line', prepared };
}

/**
 * Why no further group is opened, however many people wait: the fleet has as many as it may have open, or as many as a fleet may
 * have at all (`listed`: archived ones too). Undefined while one can be opened or is being prepared, and where an operator closed every group by hand.
 */
export function whyNoNext(groups: readonly GroupFacts[], maximumGroups: number | undefined, listed: number): NoNext | undefined {
  const active = groups.filter(({ state }) => state === 'active');
  if (active.length > 0 && active.every(({ held }) => held === 'closed')) return undefined;
  if (maximumGroups !== undefined && active.length >= maximumGroups) return 'maximum_groups';
  return groups.every(({ state }) => state !== 'preparing') && !hasRoomFor({ living: groups.length + 1, listed: listed + 1 }) ? 'line_full' : undefined;
}
