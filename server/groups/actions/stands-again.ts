import type { SeatKind } from '../schema.ts';
import { seatsOfPerson, type Seat } from '../store/seats.ts';
import type { LockedFleet, SeatWork } from './locked-fleet.ts';
import { reviveSeat } from './seats.ts';

/** Of seats of these kinds a person has one in a fleet. */
const onceInFleet: ReadonlySet<SeatKind> = new Set(['ordinary', 'invited', 'returning']);

/** Whether somebody with this other seat in a fleet cannot have such a one: of their kinds there is one in the fleet, and in a group never two. */
export function isInTheWay({ groupId, kind }: Pick<Seat, 'groupId' | 'kind'>, other: Pick<Seat, 'groupId' | 'kind'>): boolean {
  return other.groupId === groupId || (onceInFleet.has(other.kind) && onceInFleet.has(kind));
}

/** Lets a seat stand again as it stood when what ended it is undone: unless its time is over, its holder has another where one may stand, or there is no room. `until`: it was only held till then. */
export async function standsAgain(work: SeatWork, locked: LockedFleet, seat: Seat, until: string | null): Promise<boolean> {
  const time = until === null ? undefined : new Date(until);
  if (time !== undefined && time <= work.now) return false;
  const others = seat.personId === null ? [] : await seatsOfPerson(work.db, seat.personId, [locked.key]);
  return !others.some((other) => isInTheWay(seat, other)) && reviveSeat(work, locked, seat, time);
}
