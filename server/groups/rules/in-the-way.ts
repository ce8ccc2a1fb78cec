import type { SeatKind } from '../schema.ts';

/** Of seats of these kinds a person has one in a fleet; contributors, staff and bots may have more. [000] and DOMAIN §3 */
export const onceInFleet: ReadonlySet<SeatKind> = new Set(['ordinary', 'invited', 'returning']);

type Standing = { groupId: string; kind: SeatKind };

/**
 * Whether somebody with this other seat in a fleet cannot have such a one: in a group there are never two, and of those kinds there is one in the
 * groups that live. One in an archived group stands in the way of nothing.
 */
export function isInTheWay({ groupId, kind }: Standing, other: Standing, { groups }: { groups: readonly { id: string }[] }): boolean {
  return other.groupId === groupId || (onceInFleet.has(other.kind) && onceInFleet.has(kind) && groups.some(({ id }) => id === other.groupId));
}
