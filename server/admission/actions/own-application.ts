import type { z } from 'zod';
import { admissionDefaults } from '../../../common/contract/admission-policy.ts';
import type { appealDecisionSchema, appliedSchema, atApplication, giveOwedUidSchema } from '../../../common/contract/applying.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import { confirmSeat, findSeat, issueJoinCode, placed, prolongSeat, type LockedFleet, type Seat } from '../../groups/index.ts';
import { accountOf, claimIdentity, findOwner, identitiesOf, proveIdentity } from '../../people/index.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { applicationFor } from '../access.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import { readUid } from '../rules/checks/uid.ts';
import type { UidAnswer } from '../rules/facts.ts';
import { changeApplication, type Application } from '../store/applications.ts';
import { lastDecision } from '../store/decisions.ts';
import { insertAppeal } from '../store/own-appeals.ts';
import { waitsForBan } from './barred-now.ts';
import { endIfBarred } from './end-barred.ts';
import { checkOf } from './gather.ts';
import { holdApplication } from './hold-application.ts';
import { uidOwedUntil } from './owed-uid.ts';
import { releaseHeld } from './release-held.ts';

type Reference = z.output<typeof atApplication>;
type Applied = Outcome<z.input<typeof appliedSchema>>;
type Held = { locked: LockedFleet; application: Application };

/** The applicant's own application under its locks; the same "not found" for what is absent and what is somebody else's. */
async function holdOwn(work: Work, parts: Pick<AdmissionParts, 'reader'>, { application: reference }: Reference): Promise<Held | undefined> {
  const found = await applicationFor(work.db, work.actor, reference);
  return found === undefined ? undefined : holdApplication(work.db, parts, found.application.id);
}

const answer = ({ id }: Application, state: Application['state']): Applied => done({ id, state, created: false });

/** The applicant wants in no more: what was held goes on. A second time answers the same. */
export const withdrawApplication = (parts: AdmissionParts) => async (work: Work, reference: Reference): Promise<Applied> => {
  const held = await holdOwn(work, parts, reference);
  if (held === undefined) return refuse('not_found');
  const { locked, application } = held;
  if (application.state === 'withdrawn') return answer(application, 'withdrawn');
  if (['joined', 'rejected', 'expired'].includes(application.state)) return refuse('too_late');
  await releaseHeld(work, locked, application, application.offerUntil === undefined ? 'withdrawn' : 'declined');
  await changeApplication(work.db, application.id, { state: 'withdrawn', endedAt: work.now, place: undefined, offerUntil: undefined, seatId: undefined, groupId: undefined });
  await work.publish({ name: 'application.withdrawn', subject: application.id, data: placed(locked.key) });
  return answer(application, 'withdrawn');
};

/** The seat that is held for an application now. */
async function heldSeat(work: Pick<AdmissionWork, 'db' | 'now'>, { seatId }: Application): Promise<Seat | undefined> {
  const seat = seatId === undefined ? undefined : await findSeat(work.db, seatId);
  return seat?.state === 'reserved' && seat.expiresAt !== null && seat.expiresAt > work.now ? seat : undefined;
}

/** Takes the seat that was offered from the waitlist. Of any number of presses one takes it, and all are answered the same (D13). Whoever was barred meanwhile is rejected. */
export const acceptOffer = (parts: AdmissionParts) => async (work: Work, reference: Reference): Promise<Applied> => {
  const held = await holdOwn(work, parts, reference);
  if (held === undefined) return refuse('not_found');
  const { locked, application } = held;
  if (application.state === 'joined' || application.state === 'approved') return answer(application, application.state);
  const seat = application.state === 'waitlisted' && application.offerUntil !== undefined ? await heldSeat(work, application) : undefined;
  if (seat === undefined) return refuse('too_late');
  const pending = await waitsForBan(work, locked, application.personId);
  if (pending !== undefined) return pending;
  if (await endIfBarred(work, locked, application)) return answer(application, 'rejected');
  // Whoever was let onto the waitlist without a UID owes it from now on.
  const owed = { uidOwedUntil: uidOwedUntil((await lastDecision(work.db, application.id))?.findings ?? [], application, work.now) };
  const { joinsAtOnce, oneTimeCodes } = platformFeatures[locked.settings.platform];
  if (joinsAtOnce) return join(work, held, seat, owed);
  const hours = locked.settings.admission?.confirmHours ?? admissionDefaults.confirmHours;
  if (!(await prolongSeat(work, seat, new Date(work.now.getTime() + hours * 3_600_000)))) return refuse('too_late');
  if (oneTimeCodes) await issueJoinCode(work, seat);
  await changeApplication(work.db, application.id, { state: 'approved', offerUntil: undefined, place: undefined, decidedAt: work.now, ...owed });
  await work.publish({ name: 'application.decided', subject: application.id, data: { ...placed(locked.key), decision: 'approved', state: 'approved', counted: false, by: null } });
  return answer(application, 'approved');
};

/** The applicant says that they got in, where the platform does not tell. Whoever was barred meanwhile is rejected. */
export const confirmJoined = (parts: AdmissionParts) => async (work: Work, reference: Reference): Promise<Applied> => {
  const held = await holdOwn(work, parts, reference);
  if (held === undefined) return refuse('not_found');
  if (held.application.state === 'joined') return answer(held.application, 'joined');
  const seat = held.application.state === 'approved' ? await heldSeat(work, held.application) : undefined;
  if (seat === undefined) return refuse('too_late');
  const pending = await waitsForBan(work, held.locked, held.application.personId);
  if (pending !== undefined) return pending;
  return (await endIfBarred(work, held.locked, held.application)) ? answer(held.application, 'rejected') : join(work, held, seat);
};

async function join(work: Work, { locked, application }: Held, seat: Seat, owed: { uidOwedUntil?: Date | undefined } = {}): Promise<Applied> {
  if (!(await confirmSeat(work, locked, seat))) return refuse('too_late');
  await changeApplication(work.db, application.id, { state: 'joined', offerUntil: undefined, place: undefined, ...owed, ...(application.decidedAt === undefined ? { decidedAt: work.now } : {}) });
  await work.publish({ name: 'application.joined', subject: application.id, data: { ...placed(locked.key), group: seat.groupId } });
  return answer(application, 'joined');
}

/** What is known of a UID that was given after an outage. */
export type UidGiven = 'proven' | 'exists' | 'of_another' | 'unknown' | 'could_not_ask';
type Owed = { id: string; product: string; uid: string; answer: UidAnswer } | undefined;

/** Asks for a UID that was left out during an outage. */
export const gatherOwedUid = (parts: AdmissionParts) => async (work: Work, { application: reference, uid: typed }: z.output<typeof giveOwedUidSchema>): Promise<Owed> => {
  const application = (await applicationFor(work.db, work.actor, reference))?.application;
  const uid = readUid(typed);
  if (application?.personId === undefined || application.uidOwedUntil === undefined || uid === undefined) return undefined;
  const check = checkOf(parts.reader.current().centre?.fleets.find(({ key }) => key === application.fleet)?.admission ?? {}, 'uid');
  if (check === undefined) return undefined;
  const identities = await identitiesOf(work.db, application.personId);
  const network = work.actor.kind === 'system' ? undefined : work.actor.network;
  return { id: application.id, product: check.product, uid, answer: await parts.outside.uid.ask({ ...work, network }, { product: check.product, uid, applicant: { personId: application.personId, identities } }) };
};

/**
 * The UID that was owed. Whatever the product said of it, the answer is the same, as it is at an application that a moderator reads: else one
 * could find out here, uncounted, which UIDs exist. What is not proven to be theirs is kept as a claim, and a moderator is told to look. [002]
 */
export const giveOwedUid = (parts: AdmissionParts) => async (work: Work, { uid: typed, ...reference }: z.output<typeof giveOwedUidSchema>, owed: Owed): Promise<Applied> => {
  const held = await holdOwn(work, parts, reference);
  const personId = held?.application.personId;
  if (held === undefined || personId === undefined) return refuse('not_found');
  const { locked, application } = held;
  if (application.uidOwedUntil === undefined) return answer(application, application.state);
  const uid = readUid(typed);
  if (uid === undefined) return refuse('invalid_input', { fields: [{ path: 'uid', code: 'uid_malformed' }] });
  const found = owed?.id === application.id && owed.uid === uid ? await keepUid(work, personId, owed) : 'could_not_ask';
  await changeApplication(work.db, application.id, { answers: { ...application.answers, uid }, evidence: { ...application.evidence, uidGiven: found }, uidOwedUntil: undefined });
  await work.publish({ name: 'application.uid_given', subject: application.id, data: { ...placed(locked.key), person: personId, found } });
  return answer(application, application.state);
};

/** Proves or claims the account that was given, and says what is known of it. */
async function keepUid(work: Work, personId: string, { product, uid, answer: { outcome } }: NonNullable<Owed>): Promise<UidGiven> {
  const read = accountOf('product_uid', uid, product);
  if (!read.ok) return 'unknown';
  if (outcome === 'proven' && (await proveIdentity(work, personId, read.account, 'connector')) !== 'taken') return 'proven';
  const owner = await findOwner(work.db, read.account);
  await claimIdentity(work.db, personId, read.account, work.now);
  if (owner !== undefined && owner.personId !== personId) return 'of_another';
  return outcome === 'exists' || outcome === 'could_not_ask' ? outcome : 'unknown';
}

/** Asks a moderator to look at a rejection again, once. */
export const appealDecision = (parts: AdmissionParts) => async (work: Work, { text, ...reference }: z.output<typeof appealDecisionSchema>): Promise<Applied> => {
  const held = await holdOwn(work, parts, reference);
  if (held === undefined) return refuse('not_found');
  const { locked, application } = held;
  if (application.state !== 'rejected') return refuse('too_late');
  if (!(await insertAppeal(work.db, application.id, text, work.now))) return refuse('already_asked');
  await work.publish({ name: 'application.appealed', subject: application.id, data: placed(locked.key) });
  return answer(application, 'rejected');
};
