import type { Priority } from '../../../common/contract/fleet.ts';
import { seatsOfPerson, type LockedFleet, type Seat } from '../../groups/index.ts';
import type { AdmissionWork } from '../parts.ts';

/** Kinds of seats of which somebody may hold one beside others in a fleet; of all the others, one. [000] and DOMAIN §3 */
export function isHeldBeside(kind: Seat['kind'] | Priority | undefined): boolean {
  return kind === 'contributor' || kind === 'staff' || kind === 'bot';
}

/** The seats of a person in the groups of a fleet that live. One in an archived group stands in the way of nothing: it takes nobody, and they may be let into another. */
export type OwnSeats = { seats: Seat[]; /** Those in archived groups: they stand in the way of nothing. */ archived: Seat[] };

export async function ownSeats(work: Pick<AdmissionWork, 'db'>, { key, groups }: Pick<LockedFleet, 'key' | 'groups'>, personId: string): Promise<OwnSeats> {
  const all = await seatsOfPerson(work.db, personId, [key]);
  const living = new Set(groups.map(({ id }) => id));
  const isLiving = ({ groupId }: Seat) => living.has(groupId);
  return { seats: all.filter(isLiving), archived: all.filter((seat) => !isLiving(seat)) };
}

/** The group that was asked for, where somebody who has a seat elsewhere in the fleet may be given another: undefined when it does not live, or they are there already. */
export function groupBeside({ groups }: Pick<LockedFleet, 'groups'>, wanted: string | undefined, seats: readonly Pick<Seat, 'groupId'>[]): string | undefined {
  const group = wanted === undefined ? undefined : groups.find(({ key }) => key === wanted);
  return group === undefined || seats.some(({ groupId }) => groupId === group.id) ? undefined : group.key;
}
