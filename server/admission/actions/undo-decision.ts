import { z } from 'zod';
import { applicationStates, type ApplicationState, type Decision } from '../../../common/contract/admission.ts';
import { priorities } from '../../../common/contract/fleet.ts';
import { undoSeconds } from '../../../common/contract/moderation.ts';
import { findSeat, placed, returnMoved } from '../../groups/index.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { AdmissionParts } from '../parts.ts';
import { changeApplication } from '../store/applications.ts';
import { deleteStrikeOf } from '../store/barred.ts';
import { lastDecision, undoDecision as markUndone } from '../store/decisions.ts';
import { hasOtherLive } from '../store/evidence.ts';
import { holdApplication } from './hold-application.ts';
import { releaseHeld } from './release-held.ts';

/** How an application stood before it was decided by hand. */
const before = z.object({ decision: z.string(), state: z.enum(applicationStates), place: z.number().optional(), priority: z.enum(priorities).optional() });

/** In what a decision left an application. What came of it since by its applicant or an appeal is not taken back with it. */
const leftIn: Partial<Record<Decision, readonly ApplicationState[]>> = { approved: ['approved', 'joined'], rejected: ['rejected'], waitlisted: ['waitlisted'] };

/** Takes a decision back within ten seconds, by who made it: the seat and the strike are given back, and it stands as it stood. */
export async function undoDecision(work: Work, parts: AdmissionParts, { id }: { id: string }): Promise<Outcome<{ id: string; state: ApplicationState }>> {
  const held = await holdApplication(work.db, parts, id);
  if (held === undefined) return refuse('not_found');
  const { locked, application } = held;
  const last = await lastDecision(work.db, id);
  const stood = before.safeParse(application.evidence['undo']);
  const by = work.actor.kind === 'person' ? work.actor.id : undefined;
  if (last === undefined || !stood.success || stood.data.decision !== last.id || last.by !== by) return refuse('not_found');
  const isAsLeft = leftIn[last.decision]?.includes(application.state) === true && (application.state === 'rejected' || application.endedAt === undefined);
  if (!isAsLeft || (await hasOtherLive(work.db, application))) return refuse('too_late');
  if (work.now.getTime() - last.at.getTime() > undoSeconds * 1000 || !(await markUndone(work.db, last.id, work.now))) return refuse('too_late');
  const seat = application.seatId === undefined ? undefined : await findSeat(work.db, application.seatId);
  await releaseHeld(work, locked, { ...application, invitationId: undefined }, 'undone');
  // Whoever has got in by it, at once or by saying so, left an archived group at that moment.
  if (application.personId !== undefined && seat !== undefined && seat.joinedAt !== null) await returnMoved(work, locked, application.personId, seat.joinedAt);
  await deleteStrikeOf(work.db, last.id);
  const { undo: _undo, ...evidence } = application.evidence;
  const { state, place, priority } = stood.data;
  await changeApplication(work.db, id, { state, place, priority, seatId: undefined, groupId: undefined, offerUntil: undefined, uidOwedUntil: undefined, decidedAt: undefined, endedAt: undefined, evidence });
  await work.audit({ subjectKind: 'application', subjectKey: id, before: { state: application.state }, after: { state, undone: true } });
  await work.publish({ name: 'application.decision_undone', subject: id, data: { ...placed(locked.key), by: by ?? null } });
  return done({ id, state });
}
