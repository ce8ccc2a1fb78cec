import { endSeat, findSeat, type LockedFleet } from '../../groups/index.ts';
import type { AdmissionWork } from '../parts.ts';
import type { Application } from '../store/applications.ts';
import { giveUseBack } from './redeem-invitation.ts';

/** Gives back what an application holds: its seat, promised or taken, and the use of an invitation. The fleet is locked. */
export async function releaseHeld(work: AdmissionWork, locked: LockedFleet, { id, seatId, invitationId }: Application, because: string): Promise<void> {
  const seat = seatId === undefined ? undefined : await findSeat(work.db, seatId);
  if (seat !== undefined && seat.state !== 'ended') await endSeat(work, locked, seat, because);
  if (invitationId !== undefined) await giveUseBack(work.db, id, work.now);
}
