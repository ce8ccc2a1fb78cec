import type { Answers, HumanProof } from '../../../common/contract/admission.ts';
import { admissionDefaults, type Admission, type CheckKind, type CheckOf } from '../../../common/contract/admission-policy.ts';
import type { Fleet } from '../../../common/contract/fleet.ts';
import { findFleetRow } from '../../groups/index.ts';
import { identitiesOf, type Identity } from '../../people/index.ts';
import { barredAmong } from '../../privacy/index.ts';
import { barredAccount } from '../identity-hash.ts';
import type { AdmissionParts } from '../parts.ts';
import type { AskingWork } from '../ports.ts';
import { banListOfFleet } from '../store/bans.ts';
import { readUid } from '../rules/checks/uid.ts';
import type { ContributorAnswer, HumanAnswer, UidAnswer } from '../rules/facts.ts';

/** What was asked before the transaction. It is a fact with an age; what could have changed is asked again inside. */
export type Gathered = {
  identities: Identity[];
  /** The list of strikes, and whether an account of the applicant is barred on it since its owner was erased. */
  barred: { list: string; proven: boolean };
  uid: { product: string; uid: string; answer: UidAnswer } | undefined;
  contributor: { pullRequest: string; repositories: string; answer: ContributorAnswer } | undefined;
  human: HumanAnswer;
  raid: boolean;
};

type Asking = { fleet: string; personId: string; answers: Answers; human?: HumanProof | undefined; /** Somebody with the right to do so answers for the applicant: nothing is asked of them. */ vouched?: boolean | undefined };

/** The check of a kind in a policy. */
export function checkOf<Kind extends NonNullable<Admission['checks']>[number]['kind']>(policy: Admission, kind: Kind): CheckOf<Kind> | undefined {
  return policy.checks?.find((check): check is CheckOf<Kind> => check.kind === (kind satisfies CheckKind));
}

/** The fleet as it is known without the lock; what decides is the locked row. */
async function knownFleet(work: Pick<AskingWork, 'db'>, { reader }: AdmissionParts, fleet: string): Promise<Pick<Fleet, 'key' | 'aliases' | 'admission'>> {
  return reader.current().centre?.fleets.find(({ key }) => key === fleet) ?? (await findFleetRow(work.db, fleet))?.settings ?? { key: fleet };
}

/** Asks outside what the policy of the fleet asks for, all at once, before the transaction. */
export async function gatherForAdmission(work: AskingWork, parts: AdmissionParts, asking: Asking): Promise<Gathered> {
  const [fleet, identities, raid] = await Promise.all([knownFleet(work, parts, asking.fleet), identitiesOf(work.db, asking.personId), parts.outside.raid.isOn(work, { fleet: asking.fleet })]);
  const policy = fleet.admission ?? {};
  const checks: Admission = asking.vouched === true ? {} : policy;
  const [barred, uid, contributor, human] = await Promise.all([barredOn(work, fleet, policy.strikeList ?? admissionDefaults.strikeList, identities), askUid(work, parts, checks, asking, identities), askContributor(work, parts, checks, asking, identities), askHuman(work, parts, checks, asking, raid)]);
  return { identities, barred, uid, contributor, human, raid: raid && asking.vouched !== true };
}

/**
 * Bars that outlived an erasure, by proven accounts: on the fleet's list, or in the fleet alone. A hash cannot be written anew when the fleet
 * goes by another key or goes into another: it is looked for by its earlier keys too, of which none is another fleet's.
 */
export async function barredOn(work: Pick<AskingWork, 'db' | 'now' | 'secrets'>, { key, aliases = [] }: Pick<Fleet, 'key' | 'aliases'>, list: string, identities: readonly Identity[]): Promise<Gathered['barred']> {
  const proven = identities.filter(({ provenAt }) => provenAt !== undefined);
  const lists = [list, ...[key, ...aliases].map(banListOfFleet)];
  return { list, proven: await barredAmong(work, proven.flatMap((identity) => lists.map((one) => barredAccount(one, identity)))) };
}

async function askUid(work: AskingWork, { outside }: AdmissionParts, policy: Admission, { answers, personId }: Asking, identities: Identity[]): Promise<Gathered['uid']> {
  const check = checkOf(policy, 'uid');
  const uid = answers.uid === undefined ? undefined : readUid(answers.uid);
  if (check === undefined || uid === undefined) return undefined;
  const known = identities.some(({ kind, issuer, canonical, provenAt }) => kind === 'product_uid' && issuer === check.product && canonical === uid && provenAt !== undefined);
  const answer: UidAnswer = known ? { outcome: 'proven', how: 'account', at: work.now.toISOString() } : await outside.uid.ask(work, { product: check.product, uid, applicant: { personId, identities } });
  return { product: check.product, uid, answer };
}

async function askContributor(work: AskingWork, { outside }: AdmissionParts, policy: Admission, { answers, personId }: Asking, identities: Identity[]): Promise<Gathered['contributor']> {
  const check = checkOf(policy, 'contributor');
  const { pullRequest } = answers;
  if (check === undefined || pullRequest === undefined) return undefined;
  return { pullRequest, repositories: check.repositories.join(' '), answer: await outside.contributor.ask(work, { pullRequest, repositories: check.repositories, applicant: { personId, identities } }) };
}

async function askHuman(work: AskingWork, { outside }: AdmissionParts, policy: Admission, { human, fleet, personId, vouched }: Asking, raid: boolean): Promise<HumanAnswer> {
  const isAsked = vouched !== true && (raid || checkOf(policy, 'human') !== undefined);
  return isAsked || human !== undefined ? outside.human.check(work, { proof: human, fleet, personId }) : { outcome: 'missing' };
}
