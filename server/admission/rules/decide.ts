import type { Decision, Finding } from '../../../common/contract/admission.ts';
import { admissionDefaults, usualEffects, type Admission, type Check, type CheckKind, type WrongEffect } from '../../../common/contract/admission-policy.ts';
import type { Priority } from '../../../common/contract/fleet.ts';
import { checkAudience } from './checks/audience.ts';
import { checkBanned } from './checks/banned.ts';
import { checkContributor } from './checks/contributor.ts';
import { checkHighTrust } from './checks/high-trust.ts';
import { checkHuman } from './checks/human.ts';
import { checkOrganisation } from './checks/organisation.ts';
import { checkQuestion } from './checks/question.ts';
import { checkReading } from './checks/reading.ts';
import { checkRealName } from './checks/real-name.ts';
import { checkReason } from './checks/reason.ts';
import { checkSeats } from './checks/seats.ts';
import { checkSibling } from './checks/sibling.ts';
import { checkStrikes } from './checks/strikes.ts';
import { checkUid } from './checks/uid.ts';
import type { Facts, Found } from './facts.ts';
import { isCovered } from './proofs.ts';

/** Counts up when the same facts and policy lead to another decision or other findings than before, so that a replay knows what it compares. */
export const rulesVersion = 2;

export type Decided = {
  findings: Finding[];
  decision: Decision;
  /** The kind of priority with which a seat is taken. */
  priority?: Priority;
  /** The rejection is a strike. */
  counted: boolean;
  /** An outage was taken into account: the UID may be owed, or a rejection does not count. */
  graceApplied: boolean;
};

/**
 * Decides about an application. Every check says what it finds, the policy says what that leads to. Something to mend sends the form back and
 * counts nothing; else any rejection wins, then a moderator, then the waitlist, else approved. A rejection counts when what rejects says so,
 * the applicant has proven an account, and no outage excuses it. [002]
 */
export function decide(policy: Admission, facts: Facts): Decided {
  const effectOf = (check: CheckKind, found: Found): Finding['effect'] => {
    if (found.verdict === 'ok') return 'none';
    if (found.verdict === 'not_now') return 'waitlist';
    return found.verdict === 'unclear' ? 'review' : (found.effect ?? whenWrong(policy, check));
  };
  const finding = (check: CheckKind, found: Found): Finding => ({ check, verdict: found.verdict, reason: found.reason, effect: effectOf(check, found), ...(found.parameters === undefined ? {} : { parameters: found.parameters }) });

  const asked = checksOf(policy, facts);
  const findings = [
    finding('banned', checkBanned(facts)),
    finding('strikes', checkStrikes(facts, policy.chances ?? admissionDefaults.chances)),
    finding('audience', checkAudience(facts)),
    ...asked.map((check) => skippedBy(asked, check, facts) ?? finding(check.kind, find(check, facts))),
  ];
  const seats = checkSeats(facts, prioritiesOf(facts, findings));
  findings.push(finding('seats', seats));

  const decision = combine(findings, policy.review === true);
  // Who is barred is rejected for that, and counted no further.
  const barred = findings.some(({ check, verdict }) => (check === 'banned' || check === 'strikes') && verdict === 'wrong');
  const countable = !barred && findings.some(({ effect }) => effect === 'reject_and_count');
  const counted = decision === 'rejected' && countable && facts.grace === null && facts.proven > 0;
  const graceApplied = facts.grace !== null && (findings.some(({ reason }) => reason === 'uid_owed') || (decision === 'rejected' && countable));
  return { findings, decision, counted, graceApplied, ...(seats.priority === undefined ? {} : { priority: seats.priority }) };
}

/** The checks in their order; during a burst the human check is asked of everybody. */
function checksOf(policy: Admission, { raid }: Facts): readonly Check[] {
  const checks = policy.checks ?? [];
  return raid && !checks.some(({ kind }) => kind === 'human') ? [{ kind: 'human' }, ...checks] : checks;
}

function whenWrong(policy: Admission, kind: CheckKind): WrongEffect {
  const asked = policy.checks?.find((check) => check.kind === kind);
  return (asked === undefined || asked.kind === 'sibling' ? undefined : asked.whenWrong) ?? usualEffects[kind];
}

/** What a trusted fleet proved is not asked again; during a burst everybody shows that they are human. [002] */
function skippedBy(checks: readonly Check[], check: Check, facts: Facts): Finding | undefined {
  if (check.kind === 'human' && facts.raid) return undefined;
  const trusted = checks.flatMap((one) => (one.kind === 'sibling' ? one.fleets : []));
  const by = facts.siblings.find(({ fleet, proved }) => trusted.includes(fleet) && isCovered(check, facts, new Set(proved)));
  return by === undefined ? undefined : { check: check.kind, verdict: 'ok', reason: 'proved_elsewhere', effect: 'skipped', parameters: { fleet: by.fleet } };
}

function find(check: Check, facts: Facts): Found {
  switch (check.kind) {
    case 'human':
      return checkHuman(facts);
    case 'reading':
      return checkReading(facts);
    case 'real_name':
      return checkRealName(facts);
    case 'reason':
      return checkReason(facts, check);
    case 'organisation':
      return checkOrganisation(facts, check);
    case 'question':
      return checkQuestion(facts, check);
    case 'uid':
      return checkUid(facts);
    case 'sibling':
      return checkSibling(facts, check);
    case 'contributor':
      return checkContributor(facts, check);
    case 'high_trust':
      return checkHighTrust(facts);
  }
}

/** A merged pull request is a priority of its own; what came with the application is asked first. [000] */
function prioritiesOf({ priority }: Facts, findings: readonly Finding[]): Priority[] {
  const contributes = findings.some(({ reason }) => reason === 'contributor_merged');
  return [...new Set<Priority>([...(priority === null ? [] : [priority]), ...(contributes ? ['contributor' as const] : [])])];
}

function combine(findings: readonly Finding[], reviewAll: boolean): Decision {
  const leadsTo = (...effects: Finding['effect'][]) => findings.some(({ effect }) => effects.includes(effect));
  if (leadsTo('correct')) return 'correct';
  if (leadsTo('reject', 'reject_and_count')) return 'rejected';
  if (reviewAll || leadsTo('review')) return 'in_review';
  return leadsTo('waitlist') ? 'waitlisted' : 'approved';
}
