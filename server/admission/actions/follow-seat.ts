import { placed } from '../../groups/index.ts';
import type { DomainEvent } from '../../platform/index.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import { endingOf } from '../rules/ending.ts';
import { applicationOfSeat, changeApplication, type Application, type ApplicationChange } from '../store/applications.ts';
import { holdApplication } from './hold-application.ts';
import { giveUseBack } from './redeem-invitation.ts';

/**
 * A seat has ended: a promise that was not taken up in time, or was taken back, or a membership. The application follows, once, and keeps why;
 * what ended it itself has done so already. Its fleet is the one it belongs to now: the event may name one that has gone by another key since.
 */
export async function followEndedSeat(work: AdmissionWork, parts: Pick<AdmissionParts, 'reader'>, seat: string, because: string): Promise<void> {
  const known = await applicationOfSeat(work.db, seat);
  const held = known === undefined ? undefined : await holdApplication(work.db, parts, known.id);
  if (held === undefined || held.application.seatId !== seat) return;
  const { application } = held;
  if (application.state === 'joined') {
    if (application.endedAt === undefined) await changeApplication(work.db, application.id, { endedAt: work.now, evidence: { ...application.evidence, ended: endingOf(because) } });
    return;
  }
  if (application.state !== 'waitlisted' && application.state !== 'approved') return;
  const { event, ...change } = endOfHeld(application, because);
  await changeApplication(work.db, application.id, { ...change, endedAt: work.now, offerUntil: undefined, place: undefined, seatId: undefined, groupId: undefined });
  await giveUseBack(work.db, application.id, work.now);
  await work.publish(event);
}

/** What becomes of an application whose held seat ended: given up by oneself it is withdrawn, as it is when the seat of another entry is theirs. */
function endOfHeld({ id, fleet, state, evidence }: Application, because: string): Pick<ApplicationChange, 'state'> & Partial<ApplicationChange> & { event: DomainEvent } {
  const expired = (what: string): DomainEvent => ({ name: 'application.expired', subject: id, data: { ...placed(fleet), what } });
  const ended = endingOf(because);
  switch (ended) {
    case 'left':
    case 'merged':
      return { state: 'withdrawn', evidence: { ...evidence, ended }, event: { name: 'application.withdrawn', subject: id, data: placed(fleet) } };
    case 'removed':
    case 'dissolved':
      return { state: 'expired', evidence: { ...evidence, ended }, event: expired(ended === 'removed' ? 'removed' : 'group') };
    default:
      return { state: 'expired', event: expired(state === 'waitlisted' ? 'offer' : 'seat') };
  }
}

/** A membership that had ended goes on: so does the application that it came of. */
export async function followRestoredSeat(work: AdmissionWork, parts: Pick<AdmissionParts, 'reader'>, seat: string): Promise<void> {
  const known = await applicationOfSeat(work.db, seat);
  if (known?.state !== 'joined' || known.endedAt === undefined) return;
  const application = (await holdApplication(work.db, parts, known.id))?.application;
  if (application?.state !== 'joined' || application.seatId !== seat) return;
  const { ended: _ended, ...evidence } = application.evidence;
  await changeApplication(work.db, application.id, { endedAt: undefined, evidence });
}

/** A moderator says that somebody is in. The check of a code does not: it keeps the seat for some days more, and the applicant says here that they got in. */
export async function followConfirmedSeat(work: AdmissionWork, parts: Pick<AdmissionParts, 'reader'>, seat: string): Promise<void> {
  const known = await applicationOfSeat(work.db, seat);
  if (known === undefined || known.state === 'joined') return;
  const application = (await holdApplication(work.db, parts, known.id))?.application;
  if (application === undefined || application.seatId !== seat || (application.state !== 'approved' && application.state !== 'waitlisted')) return;
  await changeApplication(work.db, application.id, { state: 'joined', offerUntil: undefined, place: undefined, ...(application.decidedAt === undefined ? { decidedAt: work.now } : {}) });
  await work.publish({ name: 'application.joined', subject: application.id, data: { ...placed(application.fleet), group: application.groupId ?? '' } });
}
