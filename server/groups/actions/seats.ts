import type { SeatKind } from '../schema.ts';
import { priorityOf, type Landing } from '../rules/landing.ts';
import { confirmSeatRow, endSeatRow, insertSeat, prolongSeatRow, type Seat } from '../store/seats.ts';
import { placed, type LockedFleet, type SeatWork } from './locked-fleet.ts';
import { settle } from './settle.ts';

export type SeatWanted = {
  personId: string | null;
  /** Of a bot, which is no person. */
  name?: string;
  kind: SeatKind;
  entrance: string;
  applicationId?: string | undefined;
  /** Held until then; left out, they are in at once. */
  heldUntil?: Date | undefined;
};

/**
 * Gives the seat where `landing` says, under the fleet's lock, and draws the conclusions. Throws when the group has no room after all: the
 * lock makes that impossible, and a seat too many must never be told as given.
 */
export async function takeSeat(work: SeatWork, locked: LockedFleet, { group, fromReserve }: Extract<Landing, { fromReserve: boolean }>, wanted: SeatWanted): Promise<{ seatId: string; groupId: string }> {
  const priority = fromReserve ? priorityOf(wanted.kind) : undefined;
  const { lines } = group;
  const bound = { heads: priority === undefined && wanted.kind === 'ordinary' ? Math.min(lines.freeze, lines.limit) : lines.limit, reserved: priority === undefined ? undefined : lines.reserve[priority] };
  const { heldUntil, ...rest } = wanted;
  const seatId = await insertSeat(work.db, { fleet: locked.key, groupId: group.id, reserve: priority, expiresAt: heldUntil, ...rest }, bound, work.now);
  if (seatId === undefined) throw new Error(`Group ${group.id} has no room for the seat that its facts allow`);
  group[heldUntil === undefined ? 'members' : 'reserved'] += 1;
  if (wanted.kind === 'ordinary') group.ordinary += 1;
  if (priority !== undefined) group.reserve[priority] += 1;
  await work.publish({ name: 'seat.taken', subject: seatId, data: { ...placed(locked.key), group: group.id, person: wanted.personId, kind: wanted.kind, state: heldUntil === undefined ? 'member' : 'reserved' } });
  await settle(work, locked);
  return { seatId, groupId: group.id };
}

/** Whose seat was held is in. False when it is held no more. */
export async function confirmSeat(work: SeatWork, locked: LockedFleet, seat: Seat): Promise<boolean> {
  if (!(await confirmSeatRow(work.db, seat, work.now))) return false;
  const group = locked.groups.find(({ id }) => id === seat.groupId);
  if (group !== undefined) {
    group.reserved -= 1;
    group.members += 1;
  }
  await work.publish({ name: 'seat.confirmed', subject: seat.id, data: { ...placed(locked.key), group: seat.groupId, person: seat.personId } });
  return true;
}

/** Holds a promised seat until another time. False when it is promised no more. */
export async function prolongSeat(work: Pick<SeatWork, 'db'>, seat: Pick<Seat, 'id'>, until: Date): Promise<boolean> {
  return prolongSeatRow(work.db, seat.id, until);
}

/** Ends a seat, once, and lets the fleet draw the conclusions; with `expiredBy` only a held one whose time was over then. `because`: left, expired, removed, withdrawn, declined, merged, erased. */
export async function endSeat(work: SeatWork, locked: LockedFleet, seat: Seat, because: string, expiredBy?: Date): Promise<boolean> {
  const ended = await endSeatRow(work.db, seat.id, because, work.now, expiredBy);
  if (ended === undefined) return false;
  const group = locked.groups.find(({ id }) => id === ended.groupId);
  if (group !== undefined) {
    group[ended.state === 'member' ? 'members' : 'reserved'] -= 1;
    if (ended.kind === 'ordinary') group.ordinary -= 1;
    const priority = ended.fromReserve ? priorityOf(ended.kind) : undefined;
    if (priority !== undefined) group.reserve[priority] -= 1;
  }
  await work.publish({ name: 'seat.ended', subject: seat.id, data: { ...placed(locked.key), group: ended.groupId, person: seat.personId, because, application: seat.applicationId, wasMember: ended.state === 'member' } });
  await settle(work, locked);
  return true;
}
