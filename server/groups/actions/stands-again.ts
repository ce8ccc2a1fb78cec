import { isInTheWay } from '../rules/in-the-way.ts';
import { seatsOfPerson, type Seat } from '../store/seats.ts';
import type { LockedFleet, SeatWork } from './locked-fleet.ts';
import { reviveSeat } from './seats.ts';

/** Lets a seat stand again as it stood when what ended it is undone: unless its time is over, its holder has another where one may stand, or there is no room. `until`: it was only held till then. */
export async function standsAgain(work: SeatWork, locked: LockedFleet, seat: Seat, until: string | null): Promise<boolean> {
  const time = until === null ? undefined : new Date(until);
  if (time !== undefined && time <= work.now) return false;
  const others = seat.personId === null ? [] : await seatsOfPerson(work.db, seat.personId, [locked.key]);
  return !others.some((other) => isInTheWay(seat, other, locked)) && reviveSeat(work, locked, seat, time);
}
