import { endSeat, findSeat, placed } from '../../groups/index.ts';
import type { DomainEvent } from '../../platform/index.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import { endingOf } from '../rules/ending.ts';
import { applicationOfSeat, changeApplication, type Application, type ApplicationChange } from '../store/applications.ts';
import { hasOtherLive } from '../store/evidence.ts';
import { holdApplication } from './hold-application.ts';
import { giveUseBack, takeUseAgain } from './redeem-invitation.ts';

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
  // What a merge ends keeps its place and its seat, by which it goes on when the merge is undone.
  const gone = because === 'merged' ? {} : { place: undefined, seatId: undefined, groupId: undefined };
  await changeApplication(work.db, application.id, { ...change, ...gone, endedAt: work.now, offerUntil: undefined });
  await giveUseBack(work.db, application.id, work.now);
  await work.publish(event);
}

/** What becomes of an application whose held seat ended: given up by oneself it is withdrawn, as it is when the seat of another entry is theirs. */
function endOfHeld({ id, fleet, state, evidence }: Application, because: string): Pick<ApplicationChange, 'state'> & Partial<ApplicationChange> & { event: DomainEvent } {
  const expired = (what: string): DomainEvent => ({ name: 'application.expired', subject: id, data: { ...placed(fleet), what } });
  const ended = endingOf(because);
  switch (ended) {
    case 'merged':
      return { state: 'withdrawn', evidence: { ...evidence, ended, stood: state }, event: { name: 'application.withdrawn', subject: id, data: placed(fleet) } };
    case 'left':
      return { state: 'withdrawn', evidence: { ...evidence, ended }, event: { name: 'application.withdrawn', subject: id, data: placed(fleet) } };
    case 'removed':
    case 'reopened':
    case 'dissolved':
      return { state: 'expired', evidence: { ...evidence, ended }, event: expired(ended === 'dissolved' ? 'group' : ended) };
    default:
      return { state: 'expired', event: expired(state === 'waitlisted' ? 'offer' : 'seat') };
  }
}

/** A seat that had ended stands again: the application goes on that came of a membership, or for which it was held when two entries or fleets became one. */
export async function followRestoredSeat(work: AdmissionWork, parts: Pick<AdmissionParts, 'reader'>, seat: string): Promise<void> {
  const known = await applicationOfSeat(work.db, seat);
  const held = known === undefined ? undefined : await holdApplication(work.db, parts, known.id);
  if (held === undefined || held.application.seatId !== seat) return;
  const { application } = held;
  const { ended: _ended, stood, ...evidence } = application.evidence;
  if (application.state === 'joined' && application.endedAt !== undefined) await changeApplication(work.db, application.id, { endedAt: undefined, evidence });
  const state = application.state === 'withdrawn' ? (['waitlisted', 'approved'] as const).find((one) => one === stood) : undefined;
  if (state !== undefined) await goOn(work, held, { state, evidence });
}

/** It stands as it stood, unless its applicant has begun another meanwhile, or the use of its invitation was had by somebody else: then its seat is free. */
async function goOn(work: AdmissionWork, { locked, application }: NonNullable<Awaited<ReturnType<typeof holdApplication>>>, { state, evidence }: { state: 'waitlisted' | 'approved'; evidence: Application['evidence'] }): Promise<void> {
  const { id, invitationId, personId } = application;
  const seat = application.seatId === undefined ? undefined : await findSeat(work.db, application.seatId);
  if (seat?.state !== 'reserved' || seat.expiresAt === null) return;
  const isFree = !(await hasOtherLive(work.db, application)) && (invitationId === undefined || (await takeUseAgain(work, { id, invitationId, personId })));
  if (!isFree) return void (await endSeat(work, locked, seat, 'replaced'));
  await changeApplication(work.db, id, { state, endedAt: undefined, evidence, ...(state === 'waitlisted' ? { offerUntil: seat.expiresAt } : {}) });
  await work.publish({ name: 'application.restored', subject: id, data: placed(application.fleet) });
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
