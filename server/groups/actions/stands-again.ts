import { isInTheWay } from '../rules/in-the-way.ts';
import { restoreArchivedRow, seatsOfPerson, type Seat } from '../store/seats.ts';
import { placed, type LockedFleet, type SeatWork } from './locked-fleet.ts';
import { reviveSeat } from './seats.ts';

/** Lets a seat stand again as it stood when what ended it is undone: unless its time is over, its holder has another where one may stand, or there is no room. `until`: it was only held till then. */
export async function standsAgain(work: SeatWork, locked: LockedFleet, seat: Seat, until: string | null): Promise<boolean> {
  const time = until === null ? undefined : new Date(until);
  if (time !== undefined && time <= work.now) return false;
  const others = seat.personId === null ? [] : await seatsOfPerson(work.db, seat.personId, [locked.key]);
  if (others.some((other) => isInTheWay(seat, other, locked))) return false;
  const lives = locked.groups.some(({ id }) => id === seat.groupId);
  return lives || time !== undefined ? reviveSeat(work, locked, seat, time) : standsInArchive(work, locked, seat);
}

/** A seat of an archived group needs no room: nobody else has been let in. `until`: it was only held till then. */
export async function standsInArchive(work: SeatWork, { key }: Pick<LockedFleet, 'key'>, seat: Seat, until?: Date): Promise<boolean> {
  if (!(await restoreArchivedRow(work.db, seat.id, until))) return false;
  await work.publish({ name: 'seat.restored', subject: seat.id, data: { ...placed(key), group: seat.groupId, person: seat.personId, kind: seat.kind, state: until === undefined ? 'member' : 'reserved' } });
  return true;
}
