import { lockFleet, placed } from '../../groups/index.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import { applicationOfSeat, changeApplication, lockApplication } from '../store/applications.ts';
import { giveUseBack } from './redeem-invitation.ts';

/**
 * A seat has ended: a promise that was not taken up in time, or a membership. The application follows, once; what ended it itself has done so
 * already.
 */
export async function followEndedSeat(work: AdmissionWork, { reader }: Pick<AdmissionParts, 'reader'>, { seat, fleet }: { seat: string; fleet: string }): Promise<void> {
  const known = await applicationOfSeat(work.db, seat);
  const locked = known === undefined ? undefined : await lockFleet(work.db, fleet, reader);
  const application = known === undefined || locked === undefined ? undefined : await lockApplication(work.db, known.id);
  if (application === undefined || application.seatId !== seat) return;
  if (application.state === 'joined') {
    if (application.endedAt === undefined) await changeApplication(work.db, application.id, { endedAt: work.now });
    return;
  }
  if (application.state !== 'waitlisted' && application.state !== 'approved') return;
  const what = application.state === 'waitlisted' ? 'offer' : 'seat';
  await changeApplication(work.db, application.id, { state: 'expired', endedAt: work.now, offerUntil: undefined, place: undefined, seatId: undefined, groupId: undefined });
  await giveUseBack(work.db, application.id, work.now);
  await work.publish({ name: 'application.expired', subject: application.id, data: { ...placed(fleet), what } });
}

/** A moderator, or the check of a code, says that somebody is in. */
export async function followConfirmedSeat(work: AdmissionWork, { reader }: Pick<AdmissionParts, 'reader'>, { seat, fleet }: { seat: string; fleet: string }): Promise<void> {
  const known = await applicationOfSeat(work.db, seat);
  if (known === undefined || known.state === 'joined') return;
  await lockFleet(work.db, fleet, reader);
  const application = await lockApplication(work.db, known.id);
  if (application === undefined || application.seatId !== seat || (application.state !== 'approved' && application.state !== 'waitlisted')) return;
  await changeApplication(work.db, application.id, { state: 'joined', offerUntil: undefined, place: undefined, ...(application.decidedAt === undefined ? { decidedAt: work.now } : {}) });
  await work.publish({ name: 'application.joined', subject: application.id, data: { ...placed(fleet), group: application.groupId ?? '' } });
}
