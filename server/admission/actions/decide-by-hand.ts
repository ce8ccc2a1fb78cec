import type { ApplicationState, Decision, Finding } from '../../../common/contract/admission.ts';
import type { Priority } from '../../../common/contract/fleet.ts';
import { undoSeconds } from '../../../common/contract/moderation.ts';
import { placed, type LockedFleet } from '../../groups/index.ts';
import { identitiesOf, lockPerson } from '../../people/index.ts';
import { done, may, newId, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { identityHash } from '../identity-hash.ts';
import type { AdmissionParts } from '../parts.ts';
import { checkSeats } from '../rules/checks/seats.ts';
import { rulesVersion } from '../rules/decide.ts';
import type { Facts } from '../rules/facts.ts';
import { rightsToGive } from '../rules/invitation.ts';
import { changeApplication, insertDecision, nextPlace, type Application, type ApplicationChange } from '../store/applications.ts';
import { insertStrike } from '../store/barred.ts';
import { lastDecision, type StoredDecision } from '../store/decisions.ts';
import { waitingIn } from '../store/usual-wait.ts';
import { giveSeat, policyOfFleet, storedPolicy } from './admit.ts';
import { isBarredNow } from './barred-now.ts';
import { seatsIn, type Seats } from './collect-facts.ts';
import { checkOf } from './gather.ts';
import { holdApplication } from './hold-application.ts';
import { groupBeside, isHeldBeside, ownSeats } from './own-seats.ts';
import { uidOwedUntil } from './owed-uid.ts';
import { releaseHeld } from './release-held.ts';

export type ByHand = {
  id: string;
  decision: 'approve' | 'reject' | 'waitlist';
  template?: string | undefined;
  reason?: string | undefined;
  /** Left out: as the findings say. */
  counts?: boolean | undefined;
  priority?: Priority | undefined;
  /** Left out where what the decider saw does not matter. */
  revision?: number | undefined;
};

/** `repeated`: it had been decided before, and this is the first answer. `undoUntil`: only for who has just decided. */
export type HandDecided = { id: string; state: ApplicationState; decision: Decision; counted: boolean; repeated: boolean; undoUntil?: Date };

/** What a moderator decides about. */
const open: readonly ApplicationState[] = ['in_review', 'waitlisted', 'awaiting_correction'];

/**
 * A moderator decides. Everything is looked at again under the fleet's lock: the application, the seats, the strikes. Deciding again answers
 * the first answer. An approval without a free seat puts an applicant on the waitlist; who waits there already is refused `no_seats`, so that
 * the moderator can give a priority: one that they may give, as with invitations (D3). [002][000]
 */
export async function decideByHand(work: Work, parts: AdmissionParts, asked: ByHand): Promise<Outcome<HandDecided>> {
  const held = await holdApplication(work.db, parts, asked.id);
  if (held === undefined) return refuse('not_found');
  const { locked, application } = held;
  const last = await lastDecision(work.db, application.id);
  if (!open.includes(application.state)) return last === undefined ? refuse('not_found') : done({ id: application.id, state: application.state, decision: last.decision, counted: last.counted, repeated: true });
  if (asked.revision !== undefined && asked.revision !== application.revision) return refuse('stale_revision');
  if (!rightsToGive(asked.priority).every((permission) => may(work.actor, permission, { kind: 'fleet', key: locked.key }))) return refuse('beyond_own_rights');
  // Nobody is let into what is described no more.
  if (locked.removed && asked.decision !== 'reject') return refuse('too_late');
  const { personId } = application;
  const person = personId === undefined ? undefined : await lockPerson(work.db, personId);
  if (personId === undefined || person === undefined || person.disabled || person.erased) return refuse('not_found');
  const outcome = await effectOf(work, parts, locked, { application, personId, asked, last });
  if (!outcome.ok) return outcome;
  const { change, decision, counted, findings, facts, hashes } = outcome.value;
  const id = newId(work.now);
  const { undo: _earlier, ...evidence } = application.evidence;
  const { state, place, priority } = application;
  await changeApplication(work.db, application.id, { ...change, evidence: { ...evidence, undo: { decision: id, state, ...(place === undefined ? {} : { place }), ...(priority === undefined ? {} : { priority }) } } });
  const policy = last?.policy ?? storedPolicy(policyOfFleet(locked), locked);
  await insertDecision(work.db, application.id, { id, at: work.now, by: work.actor.kind === 'person' ? work.actor.id : undefined, decision, findings, facts, policy, rules: rulesVersion, template: asked.template, reason: asked.reason, counted });
  if (counted) await giveStrike(work, locked, { application, personId, decisionId: id, hashes });
  await tell(work, locked, { application, decisionId: id, decision, counted, state: change.state, asked });
  return done({ id: application.id, state: change.state, decision, counted, repeated: false, undoUntil: new Date(work.now.getTime() + undoSeconds * 1000) });
}

type Deciding = { application: Application; personId: string; asked: ByHand; last: StoredDecision | undefined };
type Effect = { change: Partial<ApplicationChange> & { state: ApplicationState }; decision: Decision; counted: boolean; findings: Finding[]; facts: Facts | Record<string, never>; hashes: string[] };

async function effectOf(work: Work, parts: AdmissionParts, locked: LockedFleet, deciding: Deciding): Promise<Outcome<Effect>> {
  const { application, asked, last } = deciding;
  const priority = asked.priority ?? application.priority;
  // The seat that is offered to this very applicant is there for them, also when it is the last one. A refusal takes this back.
  if (asked.decision === 'approve') await releaseHeld(work, locked, { ...application, invitationId: undefined }, 'replaced');
  const { seats: all } = await ownSeats(work, locked, deciding.personId);
  const own = all.filter(({ id }) => id !== application.seatId);
  const beside = own.length > 0 && isHeldBeside(priority) ? groupBeside(locked, application.wantedGroup, own) : undefined;
  const seats = seatsIn(locked, application.wantedGroup, { beside });
  const waiting = await waitingIn(work.db, locked.key);
  const { findings, facts } = withSeats(last, seats, waiting, priority);
  const common = { findings, facts, counted: false, hashes: [] };
  if (asked.decision === 'reject') return rejectionOf(work, parts, locked, deciding, common);
  // Contributors and staff may hold one beside: in the group that was asked for, and without waiting for it. [000]
  if (own.length > 0 && (beside === undefined || asked.decision === 'waitlist')) return refuse('seat_already');
  if (await isBarredNow(work, locked, deciding.personId)) return refuse('applicant_barred');
  if (asked.decision === 'waitlist' || (application.state !== 'waitlisted' && priority === undefined && waiting > 0)) return waitlist(work, locked, application, { ...common, decision: 'waitlisted' });
  const landing = seats.landings[priority ?? 'ordinary'];
  if (landing.group === undefined) return application.state === 'waitlisted' || beside !== undefined ? refuse('no_seats') : waitlist(work, locked, application, { ...common, decision: 'waitlisted' });
  const given = await giveSeat(work, locked, landing, { id: application.id, personId: deciding.personId, entrance: application.entrance, priority, confirmHours: locked.settings.admission?.confirmHours });
  return done({ ...common, decision: 'approved', change: { ...given, priority, decidedAt: work.now, uidOwedUntil: uidOwedUntil(findings, application, work.now) } });
}

/** On the waitlist, at its end; who is on it stays where they are. */
async function waitlist(work: Work, locked: LockedFleet, application: Application, effect: Omit<Effect, 'change'>): Promise<Outcome<Effect>> {
  return done({ ...effect, change: { state: 'waitlisted', place: application.place ?? (await nextPlace(work.db, locked.key)) } });
}

async function rejectionOf(work: Work, parts: AdmissionParts, locked: LockedFleet, { application, personId, asked }: Deciding, common: Omit<Effect, 'change' | 'decision'>): Promise<Outcome<Effect>> {
  // The use of an invitation is given back once the rejection can be undone no more.
  await releaseHeld(work, locked, { ...application, invitationId: undefined }, 'removed');
  const identities = (await identitiesOf(work.db, personId)).filter(({ provenAt }) => provenAt !== undefined);
  // An outage may have been noticed, or declared, since the rules looked.
  const product = checkOf(policyOfFleet(locked), 'uid')?.product;
  const inGrace = ('grace' in common.facts && common.facts.grace !== null) || (product !== undefined && (await parts.outside.grace.at(work, { product, at: application.submittedAt })) !== undefined);
  const counts = asked.counts ?? common.findings.some(({ effect }) => effect === 'reject_and_count');
  // Rejections during an outage never count, and nobody without a proven account is counted: somebody else could be meant.
  const counted = counts && !inGrace && application.graceWindow === undefined && identities.length > 0;
  return done({ ...common, decision: 'rejected', counted, hashes: identities.map((identity) => identityHash(work.secrets, identity)), change: { state: 'rejected', decidedAt: work.now, endedAt: work.now, place: undefined, offerUntil: undefined, seatId: undefined, groupId: undefined } });
}

/** What was found is kept with the decision by hand; only the seats are looked at anew. */
function withSeats(last: StoredDecision | undefined, seats: Seats, waiting: number, priority: Priority | undefined): { findings: Finding[]; facts: Facts | Record<string, never> } {
  const facts: Facts | Record<string, never> = last?.facts === undefined ? {} : { ...last.facts, seats: { waiting, ...seats.facts } };
  const found = checkSeats({ seats: { waiting, ...seats.facts } }, priority === undefined ? [] : [priority]);
  const finding: Finding = { check: 'seats', verdict: found.verdict, reason: found.reason, effect: found.verdict === 'ok' ? 'none' : 'waitlist', ...(found.parameters === undefined ? {} : { parameters: found.parameters }) };
  return { findings: [...(last?.findings ?? []).filter(({ check }) => check !== 'seats'), finding], facts };
}

type Striking = { application: Application; personId: string; decisionId: string; hashes: string[] };

async function giveStrike(work: Work, locked: LockedFleet, { application, personId, decisionId, hashes }: Striking): Promise<void> {
  const { list } = policyOfFleet(locked);
  const strike = await insertStrike(work.db, { list, fleet: locked.key, applicationId: application.id, decisionId, personId, identities: hashes }, work.now);
  if (strike !== undefined) await work.publish({ name: 'strike.given', subject: strike, data: { ...placed(locked.key), application: application.id, list } });
}

type Telling = { application: Application; decisionId: string; decision: Decision; counted: boolean; state: ApplicationState; asked: ByHand };

/** The applicant is told once it can be undone no more. */
async function tell(work: Work, locked: LockedFleet, { application, decisionId, decision, counted, state, asked }: Telling): Promise<void> {
  const by = work.actor.kind === 'person' ? work.actor.id : null;
  await work.audit({ subjectKind: 'application', subjectKey: application.id, before: { state: application.state }, after: { state, decision, counted, ...(asked.template === undefined ? {} : { template: asked.template }), ...(asked.priority === undefined ? {} : { priority: asked.priority }) } });
  await work.publish({ name: 'application.decided', subject: application.id, data: { ...placed(locked.key), decision, state, counted, by } });
  await work.enqueue('tellApplicant', { application: application.id, decision: decisionId }, { runAt: new Date(work.now.getTime() + (undoSeconds + 1) * 1000) });
}
