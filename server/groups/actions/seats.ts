import type { Priority, SeatKind } from '../schema.ts';
import type { GroupFacts } from '../rules/group-facts.ts';
import { onceInFleet } from '../rules/in-the-way.ts';
import { priorityOf, type Landing } from '../rules/landing.ts';
import { confirmSeatRow, endSeatRow, findSeat, insertSeat, prolongSeatRow, reviveSeatRow, seatsOfPerson, type Bound, type Seat } from '../store/seats.ts';
import { landing, placed, type LockedFleet, type SeatWork } from './locked-fleet.ts';
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
  /** They are one of the heads that were counted there beyond those whom the centre knows: with them the group has no head more. */
  counted?: boolean | undefined;
  /** Their seats in archived groups, where the caller has read them under this very lock; left out, they are asked for. */
  archived?: readonly Seat[] | undefined;
};

/**
 * Gives the seat where `landing` says, under the fleet's lock, and draws the conclusions. Throws when the group has no room after all: the
 * lock makes that impossible, and a seat too many must never be told as given.
 */
export async function takeSeat(work: SeatWork, locked: LockedFleet, { group, fromReserve }: Extract<Landing, { fromReserve: boolean }>, wanted: SeatWanted): Promise<{ seatId: string; groupId: string }> {
  const priority = fromReserve ? priorityOf(wanted.kind) : undefined;
  const { heldUntil, archived, ...rest } = wanted;
  if (heldUntil === undefined) await leaveArchived(work, locked, wanted.personId, archived);
  const seatId = await insertSeat(work.db, { fleet: locked.key, groupId: group.id, reserve: priority, expiresAt: heldUntil, ...rest }, boundOf(group, wanted.kind, priority), work.now);
  if (seatId === undefined) throw new Error(`Group ${group.id} has no room for the seat that its facts allow`);
  if (wanted.counted === true) group.others -= 1;
  await countTaken(work, locked, group, { id: seatId, personId: wanted.personId, kind: wanted.kind, priority, isHeld: heldUntil !== undefined }, 'seat.taken');
  return { seatId, groupId: group.id };
}

/**
 * Lets a seat stand again that ended by something that was undone, in its group: held until `until`, or as the membership that it was. An
 * ordinary one may use the share of those who return. False when there is no room for it any more.
 */
export async function reviveSeat(work: SeatWork, locked: LockedFleet, seat: Seat, until: Date | undefined): Promise<boolean> {
  const group = locked.groups.find(({ id }) => id === seat.groupId);
  if (group === undefined) return false;
  const kinds = seat.kind === 'ordinary' ? (['ordinary', 'returning'] as const) : [seat.kind];
  const found = kinds.map((kind) => ({ kind, at: landing(locked, { kind, wanted: group.key }) })).find(({ at }) => at.group?.id === group.id);
  if (found?.at.group === undefined) return false;
  const { kind, at } = found;
  const priority = at.fromReserve ? priorityOf(kind) : undefined;
  if (until === undefined && onceInFleet.has(kind)) await leaveArchived(work, locked, seat.personId);
  if (!(await reviveSeatRow(work.db, { id: seat.id, groupId: group.id, kind, reserve: priority, until }, boundOf(group, kind, priority)))) return false;
  await countTaken(work, locked, group, { id: seat.id, personId: seat.personId, kind, priority, isHeld: until !== undefined }, 'seat.restored');
  return true;
}

/**
 * Lets a seat stand again just as it stood, moments after it ended by mistake: whatever its group takes by now, as long as it
 * holds one more, so that a group which froze at that very head, or goes beyond the line by its reserve or by heads that were counted, does not lose
 * somebody to a slip of the hand. What the law says holds: ordinary ones up to the freeze line, all up to the limit. `until`: it was only held till then.
 */
export async function reviveAsItWas(work: SeatWork, locked: LockedFleet, seat: Seat, until: Date | undefined): Promise<boolean> {
  const group = locked.groups.find(({ id }) => id === seat.groupId);
  if (group === undefined) return false;
  const priority = seat.fromReserve ? priorityOf(seat.kind) : undefined;
  if (seat.kind === 'ordinary' && group.ordinary + 1 > group.lines.freeze) return false;
  const bound = { ...boundOf(group, seat.kind, priority), heads: group.lines.limit };
  if (until === undefined && onceInFleet.has(seat.kind)) await leaveArchived(work, locked, seat.personId);
  if (!(await reviveSeatRow(work.db, { id: seat.id, groupId: group.id, kind: seat.kind, reserve: priority, until }, bound))) return false;
  await countTaken(work, locked, group, { id: seat.id, personId: seat.personId, kind: seat.kind, priority, isHeld: until !== undefined }, 'seat.restored');
  return true;
}

/** Whoever is in from now on is in an archived group no more, where one is in one alone: until then that one is theirs. */
async function leaveArchived(work: SeatWork, locked: LockedFleet, personId: string | null, known?: readonly Seat[]): Promise<void> {
  await endMemberships(work, locked, known ?? (await seatsOf(work, locked, personId)), ({ groupId }) => !locked.groups.some(({ id }) => id === groupId));
}

async function seatsOf({ db }: SeatWork, { key }: LockedFleet, personId: string | null): Promise<Seat[]> {
  return personId === null ? [] : seatsOfPerson(db, personId, [key]);
}

async function endMemberships(work: SeatWork, locked: LockedFleet, seats: readonly Seat[], ends: (seat: Seat) => boolean): Promise<void> {
  for (const seat of seats) if (seat.state === 'member' && onceInFleet.has(seat.kind) && ends(seat)) await endSeat(work, locked, seat, 'moved');
}

/** How many heads a group may have after a seat of this kind. */
function boundOf({ lines }: GroupFacts, kind: SeatKind, priority: Priority | undefined): Bound {
  return { heads: priority === undefined && kind === 'ordinary' ? Math.min(lines.freeze, lines.limit) : lines.limit, reserved: priority === undefined ? undefined : lines.reserve[priority] };
}

type Taken = { id: string; personId: string | null; kind: SeatKind; priority: Priority | undefined; isHeld: boolean };

/** The facts follow a seat that was given, the world is told, and the fleet draws the conclusions. */
async function countTaken(work: SeatWork, locked: LockedFleet, group: GroupFacts, { id, personId, kind, priority, isHeld }: Taken, name: 'seat.taken' | 'seat.restored'): Promise<void> {
  group[isHeld ? 'reserved' : 'members'] += 1;
  if (kind === 'ordinary') group.ordinary += 1;
  if (priority !== undefined) group.reserve[priority] += 1;
  await work.publish({ name, subject: id, data: { ...placed(locked.key), group: group.id, person: personId, kind, state: isHeld ? 'reserved' : 'member' } });
  await settle(work, locked);
}

/** Whose seat was held is in, and in no other group of which one may be in one alone. False when it is held no more. */
export async function confirmSeat(work: SeatWork, locked: LockedFleet, seat: Seat): Promise<boolean> {
  if ((await findSeat(work.db, seat.id))?.state !== 'reserved') return false;
  // While it was held, the group in which they were may have come out of the archive again.
  if (onceInFleet.has(seat.kind)) await endMemberships(work, locked, await seatsOf(work, locked, seat.personId), () => true);
  else await leaveArchived(work, locked, seat.personId);
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

/** Ends a seat, once, and lets the fleet draw the conclusions; with `expiredBy` only a held one whose time was over then; with `tellsLater` the caller sees to it that it is told (`seat.ended`). `because`: left, expired, removed, withdrawn, declined, moved, merged, erased. */
export async function endSeat(work: SeatWork, locked: LockedFleet, seat: Seat, because: string, { expiredBy, tellsLater = false }: { expiredBy?: Date | undefined; tellsLater?: boolean } = {}): Promise<boolean> {
  const ended = await endSeatRow(work.db, seat.id, because, work.now, expiredBy);
  if (ended === undefined) return false;
  const group = locked.groups.find(({ id }) => id === ended.groupId);
  if (group !== undefined) {
    group[ended.state === 'member' ? 'members' : 'reserved'] -= 1;
    if (ended.kind === 'ordinary') group.ordinary -= 1;
    const priority = ended.fromReserve ? priorityOf(ended.kind) : undefined;
    if (priority !== undefined) group.reserve[priority] -= 1;
  }
  if (!tellsLater) await work.publish({ name: 'seat.ended', subject: seat.id, data: { ...placed(locked.key), group: ended.groupId, person: seat.personId, because, application: seat.applicationId, wasMember: ended.state === 'member' } });
  await settle(work, locked);
  return true;
}
