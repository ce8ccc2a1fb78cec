import type { SeatView } from '../../../common/contract/fleet-operations.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import type { ProductParts } from '../../parts.ts';
import { lockPerson } from '../../people/index.ts';
import { refuse, type Outcome, type Work } from '../../platform/index.ts';
import { findSeat } from '../store/seats.ts';
import type { BarCheck } from './bar-check.ts';
import { lockFleet } from './locked-fleet.ts';
import { seatView } from './members.ts';
import { confirmSeat } from './seats.ts';

/** A moderator sees that whoever a seat is held for is in, where the group lives elsewhere: they are a member from now on. Where people are in at once, a held seat is an offer, which only they can accept. Not for who was barred meanwhile. */
export async function confirmGroupSeat({ reader }: Pick<ProductParts, 'reader'>, isBarred: BarCheck | undefined, work: Work, { seat: id }: { seat: string }): Promise<Outcome<SeatView>> {
  const known = await findSeat(work.db, id);
  const locked = known === undefined ? undefined : await lockFleet(work.db, known.fleet, reader);
  const seat = locked === undefined ? undefined : await findSeat(work.db, id);
  if (locked === undefined || seat === undefined) return refuse('not_found');
  if (platformFeatures[locked.settings.platform].joinsAtOnce) return refuse('group_state');
  // Saying it twice changes nothing.
  if (seat.state === 'member') return seatView(work, id);
  if (seat.personId !== null) {
    const person = await lockPerson(work.db, seat.personId);
    if (person === undefined || person.disabled || person.erased) return refuse('not_found');
    if (isBarred !== undefined && (await isBarred(work, locked, person.id))) return refuse('applicant_barred');
  }
  if (!(await confirmSeat(work, locked, seat))) return refuse('seat_ended');
  await work.audit({ subjectKind: 'seat', subjectKey: id, before: { state: 'reserved' }, after: { state: 'member', group: seat.groupId, person: seat.personId } });
  return seatView(work, id);
}
