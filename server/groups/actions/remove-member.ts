import type { SeatView } from '../../../common/contract/fleet-operations.ts';
import { isFresh, takeBackSeconds } from '../../../common/contract/undo.ts';
import { lockPerson } from '../../people/index.ts';
import type { ProductParts } from '../../parts.ts';
import { refuse, type Outcome, type Work } from '../../platform/index.ts';
import { isInTheWay } from '../rules/in-the-way.ts';
import { findListedSeat, type ListedSeat } from '../store/members.ts';
import { findSeat, heldUntil, seatsOfPerson } from '../store/seats.ts';
import type { BarCheck } from './bar-check.ts';
import { lockGroup, type LockedGroup } from './lock-group.ts';
import { landing, lockFleet, placed, type SeatWork } from './locked-fleet.ts';
import { seatView } from './members.ts';
import { endSeat, reviveAsItWas, takeSeat } from './seats.ts';
import { standsInArchive } from './stands-again.ts';

type Parts = Pick<ProductParts, 'reader'>;

/** What the job needs that tells of a held seat which was taken away. */
export type TellRemoved = { seat: string; endedAt: string };

/** Takes somebody, or a bot, out of a group; a seat that is held is given up too, and that is told once it can be taken back no more. */
export async function removeGroupMember({ reader }: Parts, work: Work, { seat: id, reason }: { seat: string; reason?: string | undefined }): Promise<Outcome<SeatView>> {
  const seat = await findSeat(work.db, id);
  const locked = seat === undefined ? undefined : await lockFleet(work.db, seat.fleet, reader);
  if (seat === undefined || locked === undefined) return refuse('not_found');
  // Asked again under the lock: they may have got in meanwhile.
  const isHeld = (await findSeat(work.db, id))?.state === 'reserved';
  if (!(await endSeat(work, locked, seat, 'removed', { tellsLater: isHeld }))) return refuse('seat_ended');
  if (isHeld) await work.enqueue('tellRemovedSeat', { seat: id, endedAt: work.now.toISOString() } satisfies TellRemoved, { runAt: new Date(work.now.getTime() + (takeBackSeconds + 1) * 1000) });
  await work.audit({ subjectKind: 'seat', subjectKey: id, before: { group: seat.groupId, person: seat.personId, state: seat.state }, after: { state: 'ended', reason: reason ?? null } });
  return seatView(work, id);
}

/** Tells that a held seat was taken away, so that its application follows and whoever it was held for hears of it: unless it stands again. */
export async function tellRemovedSeat(work: Pick<SeatWork, 'db' | 'publish'>, { seat: id, endedAt }: TellRemoved): Promise<void> {
  const row = await findListedSeat(work.db, id);
  if (row === undefined || row.state !== 'ended' || row.endedBecause !== 'removed' || row.endedAt?.toISOString() !== endedAt) return;
  const application = (await findSeat(work.db, id))?.applicationId ?? null;
  await work.publish({ name: 'seat.ended', subject: id, data: { ...placed(row.fleet), group: row.groupId, person: row.personId, because: 'removed', application, wasMember: false } });
}

/**
 * Takes a removal back. Some moments later the very seat stands again as it stood, also one that was held; later whoever was in gets another in the
 * same group, while there is room, and of one that was only held its holder has been told that it is gone. Where the group is archived, nobody has the
 * place, and the very seat stands again however late. Not for who was barred meanwhile.
 */
export async function returnGroupMember({ reader }: Parts, isBarred: BarCheck | undefined, work: Work, { seat: id }: { seat: string }): Promise<Outcome<SeatView>> {
  const known = await findListedSeat(work.db, id);
  const found = known === undefined ? undefined : await lockGroup(work.db, known.groupId, reader);
  const [row, seat] = found === undefined ? [] : [await findListedSeat(work.db, id), await findSeat(work.db, id)];
  if (row === undefined || seat === undefined || found === undefined) return refuse('not_found');
  if (row.state !== 'ended') return refuse('seat_already');
  if (row.endedBecause !== 'removed' || row.endedAt === null || (row.personId === null && row.holderName === null)) return refuse('seat_ended');
  const isArchived = found.group.state === 'archived';
  if (row.personId !== null) {
    const person = await lockPerson(work.db, row.personId);
    if (person === undefined || person.disabled || person.erased) return refuse('not_found');
    // Who was in an archived group may have a seat held elsewhere meanwhile, and the other way round.
    const others = (await seatsOfPerson(work.db, person.id, [found.locked.key])).filter(({ groupId, state }) => !isArchived || groupId === row.groupId || (state === 'member') === (row.joinedAt !== null));
    if (others.some((other) => isInTheWay(row, other, found.locked))) return refuse('seat_already');
    if (isBarred !== undefined && (await isBarred(work, found.locked, person.id))) return refuse('applicant_barred');
  }
  const until = row.joinedAt === null ? await heldUntil(work.db, id) : null;
  const isOver = !isFresh(row.endedAt, work.now) || (row.joinedAt === null && (until === null || until <= work.now));
  const stands = isArchived ? (row.joinedAt !== null || !isOver) && (await standsInArchive(work, found.locked, seat, until ?? undefined)) : !isOver && (await reviveAsItWas(work, found.locked, seat, until ?? undefined));
  if (stands) {
    await work.audit({ subjectKind: 'seat', subjectKey: id, before: { state: 'ended' }, after: { state: until === null ? 'member' : 'reserved', group: row.groupId, person: row.personId } });
    return seatView(work, id);
  }
  if (row.joinedAt === null) return refuse(isOver ? 'too_late' : 'no_seat_left');
  return takeAgain(work, found, row);
}

/** Somebody who was in is in again, on a new seat. */
async function takeAgain(work: Work, { locked, group }: LockedGroup, row: ListedSeat): Promise<Outcome<SeatView>> {
  const kinds = row.kind === 'ordinary' ? (['ordinary', 'returning'] as const) : [row.kind];
  const place = kinds.map((kind) => ({ kind, at: landing(locked, { kind, wanted: group.key }) })).find(({ at }) => at.group?.id === group.id);
  if (place === undefined || place.at.group === undefined) return refuse('no_seat_left');
  const { seatId } = await takeSeat(work, locked, place.at, { personId: row.personId, kind: place.kind, entrance: 'returning', ...(row.holderName === null ? {} : { name: row.holderName }) });
  await work.audit({ subjectKind: 'seat', subjectKey: seatId, before: { seat: row.id }, after: { group: group.id, person: row.personId, kind: place.kind } });
  return seatView(work, seatId);
}
