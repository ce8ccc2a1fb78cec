import type { SeatKind } from '../schema.ts';
import { seatsOfPerson, type Seat } from '../store/seats.ts';
import type { LockedFleet, SeatWork } from './locked-fleet.ts';
import { reviveSeat } from './seats.ts';

/** Of seats of these kinds a person has one in a fleet. */
const onceInFleet: ReadonlySet<SeatKind> = new Set(['ordinary', 'invited', 'returning']);

/** Lets a seat stand again as it stood when what ended it is undone: unless its time is over, its holder has another where one may stand, or there is no room. `until`: it was only held till then. */
export async function standsAgain(work: SeatWork, locked: LockedFleet, seat: Seat, until: string | null): Promise<boolean> {
  const time = until === null ? undefined : new Date(until);
  if (time !== undefined && time <= work.now) return false;
  const others = seat.personId === null ? [] : await seatsOfPerson(work.db, seat.personId, [locked.key]);
  const isInTheWay = ({ groupId, kind }: Seat) => groupId === seat.groupId || (onceInFleet.has(kind) && onceInFleet.has(seat.kind));
  return !others.some(isInTheWay) && reviveSeat(work, locked, seat, time);
}
