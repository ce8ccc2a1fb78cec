import type { ApplicationState, Entrance, Finding } from '../../../common/contract/admission.ts';
import { admissionDefaults, type Admission } from '../../../common/contract/admission-policy.ts';
import type { Priority } from '../../../common/contract/fleet.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import { issueJoinCode, lockFleet, placed, takeSeat, type Landing, type LockedFleet, type Seat } from '../../groups/index.ts';
import { lockPerson } from '../../people/index.ts';
import { done, newId, refuse, secretHash, type DomainEvent, type Outcome } from '../../platform/index.ts';
import { statusToken } from '../identity-hash.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import { decide, rulesVersion, type Decided } from '../rules/decide.ts';
import type { Facts } from '../rules/facts.ts';
import { applicationOfSeat, changeApplication, findApplication, insertDecided, insertDecision, nextPlace, type ApplicationChange } from '../store/applications.ts';
import { insertStrike } from '../store/barred.ts';
import type { Admitted, Applying } from './applicant.ts';
import { collectFacts, seatsIn, standingsOf, type Standings } from './collect-facts.ts';
import { fieldsToCorrect } from './fields-to-correct.ts';
import { checkOf, type Gathered } from './gather.ts';
import { groupBeside, isHeldBeside } from './own-seats.ts';
import { inAMoment, isPending } from './pending-ban.ts';
import { giveUseBack, takeUse } from './redeem-invitation.ts';

export type { Admitted, Applying };

export type Policy = Admission & { list: string; chances: number };

/** The policy of a locked fleet with what it leaves out; who is vouched for is asked nothing. */
export function policyOfFleet({ settings }: Pick<LockedFleet, 'settings'>, vouched = false): Policy {
  const policy = settings.admission ?? {};
  return { ...policy, ...(vouched ? { checks: [], review: false } : {}), list: policy.strikeList ?? admissionDefaults.strikeList, chances: policy.chances ?? admissionDefaults.chances };
}

/** The policy as it is kept with a decision: without what was worked out. */
export function storedPolicy({ list: _list, chances: _chances, ...policy }: Policy, { settings }: Pick<LockedFleet, 'settings'>): Admission {
  return { ...policy, ...(settings.admission?.chances === undefined ? {} : { chances: settings.admission.chances }) };
}

/**
 * The one way in: takes the fleet's lock, asks everything again that may have changed, decides by the rules, and writes the application with
 * its decision, the seat or the strike, and the events, in the caller's transaction. What is wrong with the form is a refusal with its fields,
 * and nothing is kept. Whoever has an application, or a seat, is answered with what there is.
 */
export async function admit(work: AdmissionWork, parts: AdmissionParts, applying: Applying, gathered: Gathered): Promise<Outcome<Admitted>> {
  const locked = await lockFleet(work.db, applying.fleet, parts.reader);
  if (locked === undefined || locked.removed) return refuse('not_found');
  return admitUnderLock(work, parts, locked, applying, gathered);
}

/** The same, for who holds the fleet's lock already. */
export async function admitUnderLock(work: AdmissionWork, parts: AdmissionParts, locked: LockedFleet, applying: Applying, gathered: Gathered): Promise<Outcome<Admitted>> {
  const person = await lockPerson(work.db, applying.personId);
  if (person === undefined || person.disabled || person.erased || person.mergedInto !== undefined) return refuse('not_found');
  const policy = policyOfFleet(locked, applying.vouched);
  const found = await standingsOf(work, locked, applying, gathered, policy);
  // Whoever is inside already waits behind nobody.
  const standings = applying.inside === true ? { ...found, standing: { ...found.standing, waiting: 0 } } : found;
  const beside = groupAsked(locked, applying, policy, standings);
  const earlier = await answerEarlier(work, locked, applying, standings, beside !== undefined);
  if (earlier !== undefined) return earlier;
  if (applying.vouched !== true && !gathered.barred.proven && isPending(standings.standing, policy.chances, work.now)) return inAMoment();
  const seats = seatsIn(locked, applying.wantedGroup, { inside: applying.inside, beside });
  // A burst that has come since that was asked is counted here, where one waits for the other.
  const raid = gathered.raid || (applying.vouched !== true && (await parts.outside.raid.tips?.(work, { fleet: locked.key })) === true);
  const facts = await collectFacts(work, parts, locked, policy, applying, { ...gathered, raid }, standings, seats);
  const decided = decide(storedPolicy(policy, locked), facts);
  // Nobody who has a seat waits for another one.
  if (beside !== undefined && decided.decision === 'waitlisted') return answerSeat(work, locked, applying, standings);
  if (decided.decision === 'correct' && !isKept(applying, decided.findings)) return refuse('invalid_input', { fields: fieldsToCorrect(decided.findings, policy, applying.language) });
  if (facts.human.outcome === 'passed' && !facts.human.id.startsWith('spent:') && !(await parts.outside.human.use(work, facts.human))) return refuse('invalid_input', { fields: [{ path: 'human', code: 'human_used' }] });
  return keep(work, locked, { applying, policy, facts, decided, standings, landing: seats.landings[decided.priority ?? 'ordinary'] });
}

/**
 * The group for which somebody who has a seat in another one of the fleet is looked at nevertheless: contributors and staff may hold more than
 * one, and whoever shows a pull request may be a contributor. [000]
 */
function groupAsked(locked: LockedFleet, { wantedGroup, priority, answers }: Applying, policy: Admission, { seats }: Standings): string | undefined {
  const mayBe = isHeldBeside(priority) || (answers.pullRequest !== undefined && checkOf(policy, 'contributor') !== undefined);
  return seats.length > 0 && mayBe ? groupBeside(locked, wantedGroup, seats) : undefined;
}

/** A second application, or one by who is in already, is answered with the first. */
async function answerEarlier(work: AdmissionWork, locked: LockedFleet, applying: Applying, standings: Standings, beside: boolean): Promise<Outcome<Admitted> | undefined> {
  const { standing, seats } = standings;
  const { application } = applying;
  const id = standing.liveId !== null && standing.liveId !== application?.id ? standing.liveId : undefined;
  const live = id === undefined ? undefined : await findApplication(work.db, id);
  if (live !== undefined) return done({ id: live.id, state: live.state, created: false });
  return seats.length === 0 || beside ? undefined : answerSeat(work, locked, applying, standings);
}

/** Whoever has a seat is answered with it: with the one in the group that they ask for, else with their first. */
async function answerSeat(work: AdmissionWork, { groups }: LockedFleet, { wantedGroup }: Applying, { seats }: Standings): Promise<Outcome<Admitted>> {
  const wanted = groups.find(({ key }) => key === wantedGroup)?.id;
  const seat = seats.find(({ groupId }) => groupId === wanted) ?? seats[0];
  const of = seat === undefined ? undefined : await applicationOfSeat(work.db, seat.id);
  return of === undefined ? refuse('already_member') : done({ id: of.id, state: of.state, created: false });
}

/** What can only be mended afterwards, or was begun before, is kept until it is mended; a form that is open is sent back. */
function isKept({ application }: Applying, findings: readonly Finding[]): boolean {
  if (application?.state === 'awaiting_verification') return true;
  return application === undefined && findings.filter(({ effect }) => effect === 'correct').every(({ check }) => check === 'high_trust');
}

type Keeping = { applying: Applying; policy: Policy; facts: Facts; decided: Decided; standings: Standings; landing: Landing };

async function keep(work: AdmissionWork, locked: LockedFleet, keeping: Keeping): Promise<Outcome<Admitted>> {
  const { applying, policy, facts, decided } = keeping;
  const id = applying.application?.id ?? newId(work.now);
  // Everybody who wants in here waits meanwhile: what happened is written in one statement at the end.
  const happened: DomainEvent[] = [];
  const change = await changeBy({ ...work, publish: async (...events) => void happened.push(...events) }, locked, id, keeping);
  const decision = { id: newId(work.now), at: work.now, by: undefined, decision: decided.decision, findings: decided.findings, facts, policy: storedPolicy(policy, locked), rules: rulesVersion, counted: decided.counted };
  if (applying.application === undefined) {
    await insertDecided(work.db, {
      id, fleet: locked.key, emailTyped: undefined, emailCanonical: undefined, tokenHash: secretHash(statusToken(work.secrets, id)), entrance: applying.entrance, language: applying.language, invitationId: applying.invitationId,
      wantedGroup: applying.wantedGroup, answers: applying.answers, submittedAt: work.now, verifiedAt: work.now, ...(applying.vouched === true ? { evidence: { vouched: true } } : {}), ...change, personId: applying.personId,
    }, decision);
  } else {
    await changeApplication(work.db, id, { ...change, personId: applying.personId, answers: applying.answers, ...(applying.application.verifiedAt === undefined ? { verifiedAt: work.now } : {}) });
    await insertDecision(work.db, id, decision);
  }
  if (applying.invitationId !== undefined && change.state !== 'rejected' && !(await takeUse(work, applying.invitationId, { id, personId: applying.personId }))) return refuse('invalid_input', { fields: [{ path: 'invitation', code: 'invitation_used_up' }] });
  // A form that was sent back to be mended has taken its use already.
  if (applying.application !== undefined && change.state === 'rejected') await giveUseBack(work.db, id, work.now);
  await count(work, locked, id, decision.id, keeping);
  await work.publish(...happened, ...whatHappened(locked, id, change.state, keeping));
  return done({ id, state: change.state, created: true, decision: decided.decision, counted: decided.counted, ...(change.groupId === undefined ? {} : { groupId: change.groupId }) });
}

/** What the decision makes of the application; for an approval the seat is taken. */
async function changeBy(work: AdmissionWork, locked: LockedFleet, id: string, { applying, policy, facts, decided, standings, landing }: Keeping): Promise<Partial<ApplicationChange> & { state: ApplicationState }> {
  const common = { priority: decided.priority, ...(facts.grace === null ? {} : { graceWindow: facts.grace.id }) };
  switch (decided.decision) {
    case 'correct':
      // What was shown once need not be shown again when the rest is mended.
      return { ...common, state: 'awaiting_correction', evidence: { ...applying.application?.evidence, ...(facts.human.outcome === 'passed' ? { human: facts.human } : {}) } };
    case 'in_review':
      return { ...common, state: 'in_review' };
    case 'waitlisted':
      return { ...common, state: 'waitlisted', place: await nextPlace(work.db, locked.key) };
    case 'rejected':
      return { ...common, state: 'rejected', decidedAt: work.now, endedAt: work.now };
    case 'approved': {
      if (landing.group === undefined) throw new Error('An approval without a seat');
      const given = await giveSeat(work, locked, landing, { id, personId: applying.personId, entrance: applying.entrance, priority: decided.priority, confirmHours: applying.vouched === true ? vouchedHours : policy.confirmHours, inside: applying.inside, archived: standings.archived });
      return { ...common, ...given, decidedAt: work.now };
    }
  }
}

type Receiving = { id: string; personId: string; entrance: Entrance; priority: Priority | undefined; confirmHours: number | undefined; inside?: boolean | undefined; /** Their seats in archived groups, as read under this lock. */ archived?: readonly Seat[] | undefined };

/** So long a seat is held for whoever was brought in by the word of somebody else: they did not ask, and have to hear of it first. */
const vouchedHours = 14 * 24;

/** Gives the seat of an approval: at once where the platform lets people in or they are inside already, else held until the member says that they are in. */
export async function giveSeat(work: AdmissionWork, locked: LockedFleet, landing: Extract<Landing, { fromReserve: boolean }>, { id, personId, entrance, priority, confirmHours, inside = false, archived }: Receiving): Promise<{ state: 'joined' | 'approved'; groupId: string; seatId: string; offerUntil: undefined; place: undefined }> {
  const atOnce = inside || platformFeatures[locked.settings.platform].joinsAtOnce;
  const heldUntil = atOnce ? undefined : new Date(work.now.getTime() + (confirmHours ?? admissionDefaults.confirmHours) * 3_600_000);
  const { seatId, groupId } = await takeSeat(work, locked, landing, { personId, kind: priority ?? 'ordinary', entrance, applicationId: id, heldUntil, counted: inside && landing.group.others > 0, archived });
  if (!atOnce && platformFeatures[locked.settings.platform].oneTimeCodes) await issueJoinCode(work, { id: seatId });
  return { state: atOnce ? 'joined' : 'approved', groupId, seatId, offerUntil: undefined, place: undefined };
}

/** A counted rejection is a strike by everything that the applicant has proven, and by nothing else. [002] */
async function count(work: AdmissionWork, locked: LockedFleet, applicationId: string, decisionId: string, { applying, policy, decided, standings }: Keeping): Promise<void> {
  if (!decided.counted) return;
  const strike = await insertStrike(work.db, { list: policy.list, fleet: locked.key, applicationId, decisionId, personId: applying.personId, identities: standings.hashes.proven }, work.now);
  if (strike !== undefined) await work.publish({ name: 'strike.given', subject: strike, data: { ...placed(locked.key), application: applicationId, list: policy.list } });
}

function whatHappened(locked: LockedFleet, id: string, state: ApplicationState, { applying, decided }: Keeping): DomainEvent[] {
  const where = placed(locked.key);
  return [
    ...(applying.application === undefined ? [{ name: 'application.submitted', subject: id, data: { ...where, entrance: applying.entrance } }] : []),
    { name: 'application.decided', subject: id, data: { ...where, decision: decided.decision, state, counted: decided.counted, by: null } },
  ];
}
