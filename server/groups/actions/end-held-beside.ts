import type { GroupFacts } from '../rules/group-facts.ts';
import { priorityOf } from '../rules/landing.ts';
import { endSeatRow, heldBesideMembership } from '../store/seats.ts';
import { placed, type LockedFleet, type SeatWork } from './locked-fleet.ts';

/**
 * A group lives again: whoever is in it, and had a seat held elsewhere in the fleet meanwhile, keeps the one in which they are, since of such seats
 * there is one in the groups that live. The other way round one that was held in it goes for who is in elsewhere. The caller settles.
 */
export async function endHeldBeside(work: SeatWork, locked: LockedFleet, group: Pick<GroupFacts, 'id'>): Promise<void> {
  for (const seat of await heldBesideMembership(work.db, group.id)) {
    const ended = await endSeatRow(work.db, seat.id, 'reopened', work.now);
    if (ended === undefined) continue;
    const home = locked.groups.find(({ id }) => id === ended.groupId);
    const priority = ended.fromReserve ? priorityOf(ended.kind) : undefined;
    if (home !== undefined) {
      home.reserved -= 1;
      if (ended.kind === 'ordinary') home.ordinary -= 1;
      if (priority !== undefined) home.reserve[priority] -= 1;
    }
    await work.publish({ name: 'seat.ended', subject: seat.id, data: { ...placed(locked.key), group: ended.groupId, person: seat.personId, because: 'reopened', application: seat.applicationId, wasMember: false } });
  }
}
