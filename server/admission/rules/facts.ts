import type { Entrance, Verdict } from '../../../common/contract/admission.ts';
import type { CheckKind, WrongEffect } from '../../../common/contract/admission-policy.ts';
import type { Audience } from '../../../common/contract/channel.ts';
import type { Priority } from '../../../common/contract/fleet.ts';

/** What was asked outside is a fact with its time (ISO). */
type Asked = { at: string };

export type HumanAnswer = { outcome: 'passed'; how: 'altcha' | 'code'; /** What is used up. */ id: string } | { outcome: 'missing' | 'used' | 'too_old' } | { outcome: 'wrong'; /** A code that was typed wrongly; left out: a proof that was made up. */ how?: 'code' };

/**
 * What a product says of a UID. `proven`: it is the applicant's, by an account they proved, a verified e-mail or a sign-in there. `exists`:
 * there is one, and nothing says whose it is. Never anything else about whoever has it. [002]
 */
export type UidAnswer = Asked & { outcome: 'proven' | 'exists' | 'unknown' | 'malformed' | 'could_not_ask'; how?: 'account' | 'email' | 'match' | 'product' };

/**
 * `merged_own`: merged, on the list, and the author is the applicant by a proven account. `account_used`: the same, but the account served
 * another person before. `owner_decides`: the policy names no
 * repository. `author`: what the forge calls them; `own`: it is an account that the applicant has proven, undefined when they have proven none
 * there. `by`: keyed hash of that account. [000]
 */
export type ContributorAnswer = Asked & { outcome: 'merged_own' | 'merged_of_another' | 'not_merged' | 'not_listed' | 'not_found' | 'account_not_proven' | 'account_used' | 'owner_decides' | 'malformed' | 'could_not_ask'; repository?: string; title?: string; state?: string; url?: string; author?: string; own?: boolean; by?: string };

export type HighTrustAnswer = { outcome: 'passed'; at: string } | { outcome: 'missing' | 'refused' };

export type GraceFact = { id: string; kind: 'observed' | 'declared'; from: string; until?: string };

/** Where a seat would be: `group` is its key; without one, why. */
export type SeatFact = { group: string | null; fromReserve: boolean; reason: 'all_frozen' | 'reserve_used' | 'next_being_prepared' | 'closed' | 'no_group' | null };

export type SeatAsked = 'ordinary' | Priority;

/**
 * Everything that a decision about an application is made from: ids, codes, counts, and of the answers what the checks read. It is kept with
 * the decision as JSON, so that the decision can be made again. Lists are bounded by what the policy names.
 */
export type Facts = {
  /** When it was applied: grace counts by it. */
  submittedAt: string;
  entrance: Entrance;
  /** By an invitation, by coming back, by being staff. */
  priority: Priority | null;
  /** How many accounts the applicant has proven. */
  proven: number;
  /** `claimed`: an account that the applicant only claims is barred. */
  banned: 'no' | 'proven' | 'claimed';
  /** Counted rejections on the fleet's list by proven accounts; whether an account that is only claimed has used up its chances. */
  strikes: { counted: number; claimed: boolean };
  /** For whom the fleet is, and what kinds of plans the applicant has now; null where it is for everyone, or somebody vouches. */
  audience: { asked: Audience[]; held: Audience[] } | null;
  human: HumanAnswer;
  raid: boolean;
  readings: { asked: string[]; confirmed: string[] };
  realName: string | null;
  reason: string | null;
  /** The free question has an answer. */
  question: boolean;
  /** Of the organisations that the policy names, those to which the applicant belongs. */
  organisations: string[];
  uid: { typed: string | null; unreachable: boolean; answer: UidAnswer | null; /** Another person proved it before. */ ofAnother: boolean };
  grace: GraceFact | null;
  /** Fleets in which the applicant has a seat, with what their own decision there proved. */
  siblings: { fleet: string; proved: string[] }[];
  contributor: { given: boolean; answer: ContributorAnswer | null };
  highTrust: HighTrustAnswer;
  seats: { waiting: number } & Record<SeatAsked, SeatFact>;
};

/** What one check says, before the policy says what that leads to. `effect`: where it does not depend on the policy. */
export type Found = { verdict: Verdict; reason: string; parameters?: Record<string, string | number>; effect?: WrongEffect };

export type FoundBy = Found & { check: CheckKind };
