import type { OfferingStrategy, Priority } from '../../../common/contract/fleet.ts';
import type { SeatKind } from '../schema.ts';
import { occupied, type GroupFacts } from './group-facts.ts';
import { takesOrdinary } from './intake.ts';

/** Where somebody lands, or why nowhere. `fromReserve`: beyond the freeze line. */
export type Landing = { group: GroupFacts; fromReserve: boolean } | { group: undefined; reason: 'all_frozen' | 'reserve_used' | 'next_being_prepared' | 'closed' | 'no_group' };

export type Asked = { kind: SeatKind; /** Key of the group that was asked for by its number. */ wanted?: string | undefined };

/**
 * The group in which the next seat is given. An ordinary applicant gets one that takes people, by the fleet's strategy; the one that was asked
 * for by number while it takes people. Priority gets the group that was asked for also when it is frozen, and the reserve when nothing else
 * is free, each kind within its own share. [000]
 */
export function landingOf(groups: readonly GroupFacts[], strategy: OfferingStrategy, { kind, wanted }: Asked): Landing {
  const active = groups.filter(({ state }) => state === 'active');
  const asked = wanted === undefined ? undefined : active.find(({ key }) => key === wanted);
  const priority = priorityOf(kind);
  if (asked !== undefined && takesOrdinary(asked)) return { group: asked, fromReserve: false };
  if (asked !== undefined && priority !== undefined && hasReserve(asked, priority)) return { group: asked, fromReserve: true };
  const ordinary = best(active.filter(takesOrdinary), strategy);
  if (ordinary !== undefined) return { group: ordinary, fromReserve: false };
  const reserved = priority === undefined ? undefined : best(active.filter((group) => hasReserve(group, priority)), strategy);
  if (reserved !== undefined) return { group: reserved, fromReserve: true };
  return { group: undefined, reason: whyNowhere(groups, active, priority) };
}

/** Bots take what staff may. */
export function priorityOf(kind: SeatKind): Priority | undefined {
  return kind === 'ordinary' ? undefined : kind === 'bot' ? 'staff' : kind;
}

function hasReserve(group: GroupFacts, priority: Priority): boolean {
  return group.intake !== 'closed' && occupied(group) + 1 <= group.lines.limit && group.reserve[priority] + 1 <= group.lines.reserve[priority];
}

/** `newest`: the latest group; `fill_to_freeze`: the earliest; `spread`: the emptiest by its target, the earliest of equals. */
function best(candidates: readonly GroupFacts[], strategy: OfferingStrategy): GroupFacts | undefined {
  const [first, ...rest] = candidates;
  return rest.reduce((chosen, group) => (chosen !== undefined && isBefore(chosen, group, strategy) ? chosen : group), first);
}

function isBefore(one: GroupFacts, other: GroupFacts, strategy: OfferingStrategy): boolean {
  if (strategy === 'newest') return one.position > other.position;
  if (strategy === 'fill_to_freeze') return one.position < other.position;
  const difference = occupied(one) * other.lines.target - occupied(other) * one.lines.target;
  return difference === 0 ? one.position < other.position : difference < 0;
}

function whyNowhere(all: readonly GroupFacts[], active: readonly GroupFacts[], priority: Priority | undefined): 'all_frozen' | 'reserve_used' | 'next_being_prepared' | 'closed' | 'no_group' {
  if (all.some(({ state }) => state === 'preparing')) return 'next_being_prepared';
  if (active.length === 0) return 'no_group';
  if (active.every(({ intake }) => intake === 'closed')) return 'closed';
  return priority === undefined ? 'all_frozen' : 'reserve_used';
}
