import type { HumanProof } from '../../common/contract/admission.ts';
import type { Priority } from '../../common/contract/fleet.ts';
import type { Identity } from '../people/index.ts';
import type { Database, Secrets } from '../platform/index.ts';
import type { ContributorAnswer, GraceFact, HighTrustAnswer, HumanAnswer, UidAnswer } from './rules/facts.ts';

/** What asking outside works with: no transaction is open. `db` is the pool. */
export type AskingWork = { db: Database; now: Date; secrets: Secrets; /** Prefix of the caller's address; undefined for what runs on a clock. */ network?: string | undefined };
/** What is done inside the transaction of the application. */
export type InsideWork = { db: Database; now: Date };
/** Who applies, by proven and claimed accounts. */
export type Applicant = { personId: string; identities: readonly Identity[] };

/** Proof that a person, or a machine with patience, filled the form. Asked before the transaction, used up inside it. [002] */
export type HumanCheck = {
  check(work: AskingWork, asked: { proof: HumanProof | undefined; fleet: string; personId: string }): Promise<HumanAnswer>;
  /** Uses up what was passed, once; false when somebody was faster. */
  use(work: InsideWork, answer: Extract<HumanAnswer, { outcome: 'passed' }>): Promise<boolean>;
};

/** Whether a product knows a UID, and whether it is the applicant's. Never throws for a product that is slow or down: `could_not_ask`. [002] */
export type UidCheck = { ask(work: AskingWork, asked: { product: string; uid: string; applicant: Applicant }): Promise<UidAnswer> };

/** Windows in which a product could not be reached, observed or declared. `at`: the time of application. [002] */
export type GraceWindows = { at(work: InsideWork, asked: { product: string; at: Date }): Promise<GraceFact | undefined> };

/** Whether a pull request is merged and the applicant's own. Never throws for a forge that cannot be reached: `could_not_ask`. [000] */
export type ContributorCheck = { ask(work: AskingWork, asked: { pullRequest: string; repositories: readonly string[]; applicant: Applicant }): Promise<ContributorAnswer> };

/** A passkey with verification on the device, bound to this application. `applicationId` is undefined before there is one. [003] */
export type HighTrust = { find(work: InsideWork, asked: { personId: string; fleet: string; applicationId: string | undefined }): Promise<HighTrustAnswer> };

/** A burst of applications: a human check for all, and a moderator looks at each. It ends by itself. */
export type RaidMode = {
  isOn(work: InsideWork, asked: { fleet: string }): Promise<boolean>;
  /**
   * Whether so many have applied by now that this one tips the balance; asked under the fleet's lock, where all that came before are counted,
   * since `isOn` may have been answered from what was seen some seconds ago.
   */
  tips?(work: InsideWork, asked: { fleet: string }): Promise<boolean>;
};

/** Everything that admission asks of others. */
export type AdmissionPorts = { human: HumanCheck; uid: UidCheck; grace: GraceWindows; contributor: ContributorCheck; highTrust: HighTrust; raid: RaidMode };

export type { ContributorAnswer, GraceFact, HighTrustAnswer, HumanAnswer, Priority, UidAnswer };

/** Where nobody can be asked: what could not be asked goes to a moderator, and a proof that was not given is asked for. */
export const nothingOutside: AdmissionPorts = {
  human: { check: async () => ({ outcome: 'missing' }), use: async () => false },
  uid: { ask: async ({ now }) => ({ outcome: 'could_not_ask', at: now.toISOString() }) },
  grace: { at: async () => undefined },
  contributor: { ask: async ({ now }) => ({ outcome: 'could_not_ask', at: now.toISOString() }) },
  highTrust: { find: async () => ({ outcome: 'missing' }) },
  raid: { isOn: async () => false },
};
