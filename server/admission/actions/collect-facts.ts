import type { Admission } from '../../../common/contract/admission-policy.ts';
import type { Fleet, Priority } from '../../../common/contract/fleet.ts';
import { priorities } from '../../../common/contract/fleet.ts';
import { dayIn } from '../../../common/contract/day.ts';
import { hasLeft, landingOfCounted, landings, seatsOfPerson, type Landing, type LockedFleet } from '../../groups/index.ts';
import { currentOrganisationsOf, findOrganisationsByName, nameKey } from '../../organisations/index.ts';
import { accountOf, claimIdentity, findOwner, proveIdentity, type Account } from '../../people/index.ts';
import { createEntitlementsOf } from '../../services/index.ts';
import { identityHash } from '../identity-hash.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import type { Facts, SeatAsked, SeatFact, UidAnswer } from '../rules/facts.ts';
import { serveContributor } from '../outside/store/proofs.ts';
import { proofsOf } from '../rules/proofs.ts';
import { lastDecisions } from '../store/decisions.ts';
import { standingFor, type Standing } from '../store/barred.ts';
import type { Applying } from './applicant.ts';
import { barredOn, checkOf, type Gathered } from './gather.ts';
import { isHeldBeside, ownSeats, type OwnSeats } from './own-seats.ts';

/** How a proven answer about a UID makes the account the applicant's. */
const provenHow = { account: 'connector', email: 'connector', match: 'connector', product: 'oidc_claim' } as const;

export type Seats = { landings: Record<SeatAsked, Landing>; facts: Record<SeatAsked, SeatFact>; /** For who has one in another group of the fleet. */ beside: boolean };

/**
 * Where somebody would get a seat now, for each way of being asked; who is inside already is where they are. `beside`: they have one in another
 * group of the fleet, so that they may have one in this group alone, and only of a kind that one may hold beside others.
 */
export function seatsIn(fleet: Pick<LockedFleet, 'settings' | 'groups' | 'removed'>, wanted: string | undefined, { inside = false, beside }: { inside?: boolean | undefined; beside?: string | undefined } = {}): Seats {
  const kinds: SeatAsked[] = ['ordinary', ...priorities];
  const { settings, removed } = fleet;
  const locked = beside === undefined ? fleet : { settings, removed, groups: fleet.groups.filter(({ key }) => key === beside) };
  const counted = inside ? landingOfCounted(locked, wanted) : undefined;
  const all = counted !== undefined ? kinds.map(() => counted) : landings(locked, kinds.map((kind) => ({ kind, wanted })));
  const found = all.map((one, index): Landing => (beside === undefined || isHeldBeside(kinds[index]) ? one : { group: undefined, reason: 'no_group' }));
  const by = <Value>(value: (landing: Landing) => Value) => Object.fromEntries(found.map((one, index) => [kinds[index], value(one)])) as Record<SeatAsked, Value>;
  return { landings: by((one) => one), facts: by(seatFact), beside: beside !== undefined };
}

function seatFact(found: Landing): SeatFact {
  return found.group === undefined ? { group: null, fromReserve: false, reason: found.reason } : { group: found.group.key, fromReserve: found.fromReserve, reason: null };
}

/** The keyed hashes by which strikes and bars are found: of what is proven, this very UID among it, and of what is only claimed. */
export function hashesOf(work: Pick<AdmissionWork, 'secrets'>, gathered: Pick<Gathered, 'identities' | 'uid'>): { proven: string[]; claimed: string[] } {
  const uid = uidAccount(gathered);
  const isProven = gathered.uid?.answer.outcome === 'proven';
  const hash = (account: Account) => identityHash(work.secrets, account);
  const proven = gathered.identities.filter(({ provenAt }) => provenAt !== undefined).map(hash);
  const claimed = gathered.identities.filter(({ provenAt }) => provenAt === undefined).map(hash);
  const own = uid === undefined ? [] : [hash(uid)];
  return { proven: [...new Set([...proven, ...(isProven ? own : [])])], claimed: [...new Set([...claimed, ...(isProven ? [] : own)])] };
}

function uidAccount({ uid }: Pick<Gathered, 'uid'>): Account | undefined {
  if (uid === undefined) return undefined;
  const read = accountOf('product_uid', uid.uid, uid.product);
  return read.ok ? read.account : undefined;
}

export type Standings = OwnSeats & { standing: Standing; hashes: { proven: string[]; claimed: string[] } };

/** What is known of the applicant under the fleet's lock: live application, seats, strikes and bars. */
export async function standingsOf(work: AdmissionWork, locked: LockedFleet, applying: Pick<Applying, 'personId'>, gathered: Gathered, policy: Admission & { list: string; chances: number }): Promise<Standings> {
  const hashes = hashesOf(work, gathered);
  const standing = await standingFor(work.db, { fleet: locked.key, personId: applying.personId, list: policy.list, chances: policy.chances, proven: hashes.proven, claimed: hashes.claimed, now: work.now });
  const barred = gathered.barred.list === policy.list ? gathered.barred : await barredOn(work, locked.settings, policy.list, gathered.identities);
  const own = await ownSeats(work, locked, applying.personId);
  return { ...own, standing: { ...standing, bannedProven: standing.bannedProven || barred.proven }, hashes };
}

/** Everything that the rules decide by. What the policy does not ask for is not looked up. */
export async function collectFacts(work: AdmissionWork, parts: AdmissionParts, locked: LockedFleet, policy: Admission, applying: Applying, gathered: Gathered, { standing }: Standings, seats: Seats): Promise<Facts> {
  const { answers } = applying;
  const submittedAt = applying.application?.submittedAt ?? work.now;
  const proven = gathered.identities.filter(({ provenAt }) => provenAt !== undefined).length;
  const highTrust = checkOf(policy, 'high_trust') === undefined ? ({ outcome: 'missing' } as const) : await parts.outside.highTrust.find(work, { personId: applying.personId, fleet: locked.key, applicationId: applying.application?.id });
  return {
    submittedAt: submittedAt.toISOString(),
    entrance: applying.entrance,
    priority: await priorityFor(work, locked, applying, standing, seats),
    proven,
    banned: standing.bannedProven ? 'proven' : standing.bannedClaimed ? 'claimed' : 'no',
    strikes: { counted: standing.counted, claimed: standing.claimedBarred },
    audience: await audienceFacts(work, parts, locked, applying),
    human: gathered.human,
    raid: gathered.raid,
    readings: { asked: readingsAsked(parts, locked.settings), confirmed: answers.readings ?? [] },
    realName: answers.realName ?? null,
    reason: answers.reason ?? null,
    question: answers.question !== undefined,
    organisations: await organisationsAmong(work, parts, applying.personId, checkOf(policy, 'organisation')?.organisations ?? []),
    ...(await uidFacts(work, parts, policy, applying, gathered, submittedAt)),
    siblings: await siblingsOf(work, applying.personId, checkOf(policy, 'sibling')?.fleets ?? []),
    contributor: { given: answers.pullRequest !== undefined, answer: await contributorAnswer(work, applying, gathered) },
    highTrust,
    seats: { waiting: standing.waiting, ...seats.facts },
  };
}

/** What the forge said of this pull request. An account serves one person: whoever proves it after somebody gave it up is looked at by people (H4). [000] */
async function contributorAnswer(work: AdmissionWork, { answers, personId }: Applying, { contributor }: Gathered): Promise<Facts['contributor']['answer']> {
  if (contributor === undefined || contributor.pullRequest !== answers.pullRequest) return null;
  const { answer } = contributor;
  if (answer.outcome !== 'merged_own' || answer.by === undefined) return answer;
  return (await serveContributor(work.db, answer.by, personId, work.now)) ? answer : { ...answer, outcome: 'account_used' };
}

/** Who left and comes back may use the reserve; that is looked up where an ordinary seat is not to be had. [003] */
async function priorityFor(work: AdmissionWork, locked: LockedFleet, { priority, entrance, personId }: Applying, { waiting }: Standing, seats: Seats): Promise<Priority | null> {
  // Whoever has a seat is given another as a contributor or as staff, and as nothing else.
  if (seats.beside) return isHeldBeside(priority) ? (priority ?? null) : null;
  if (priority !== undefined) return priority;
  const needed = entrance === 'returning' || waiting > 0 || seats.facts.ordinary.group === null;
  return needed && (await hasLeft(work.db, personId, locked.key)) ? 'returning' : null;
}

/** For whom the fleet is, and the kinds of plans that the applicant has. */
async function audienceFacts(work: AdmissionWork, { reader }: AdmissionParts, { settings }: Pick<LockedFleet, 'settings'>, { vouched, personId }: Applying): Promise<Facts['audience']> {
  const asked = settings.audience ?? ['everyone'];
  if (vouched === true || asked.includes('everyone')) return null;
  const held = await createEntitlementsOf({ reader })(work.db, personId, work.now);
  return { asked, held: [...new Set(held.filter(({ state }) => state === 'current').map(({ kind }) => kind))] };
}

/** The readings of the fleet that ask for a confirmation. */
function readingsAsked({ reader }: AdmissionParts, { readings = [] }: Pick<Fleet, 'readings'>): string[] {
  const known = reader.current().centre?.readings ?? [];
  return readings.filter((key) => known.find((reading) => reading.key === key)?.confirm === true);
}

async function organisationsAmong(work: AdmissionWork, { reader }: AdmissionParts, personId: string, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const day = dayIn(reader.current().centre?.settings.timeZone ?? 'Asia/Shanghai', work.now);
  const own = new Set((await currentOrganisationsOf(work.db, personId, day)).map(({ id }) => id));
  const known = await findOrganisationsByName(work.db, names);
  return names.filter((name) => own.has(known.get(nameKey(name)) ?? ''));
}

async function uidFacts(work: AdmissionWork, parts: AdmissionParts, policy: Admission, { answers, personId }: Applying, gathered: Gathered, submittedAt: Date): Promise<Pick<Facts, 'uid' | 'grace'>> {
  const check = checkOf(policy, 'uid');
  const typed = answers.uid ?? null;
  const unreachable = answers.uidUnreachable === true;
  if (check === undefined) return { uid: { typed: null, unreachable: false, answer: null, ofAnother: false }, grace: null };
  const grace = (await parts.outside.grace.at(work, { product: check.product, at: submittedAt })) ?? null;
  const account = gathered.uid?.product === check.product ? uidAccount(gathered) : undefined;
  const answer = account === undefined ? null : (gathered.uid?.answer ?? null);
  return { uid: { typed, unreachable, answer, ofAnother: account !== undefined && answer !== null && (await isOfAnother(work, personId, account, answer)) }, grace };
}

/** A UID that was proven becomes the applicant's account; one that exists is claimed. True when somebody else proved it before. */
async function isOfAnother(work: AdmissionWork, personId: string, account: Account, { outcome, how = 'match' }: UidAnswer): Promise<boolean> {
  if (outcome === 'proven') return (await proveIdentity(work, personId, account, provenHow[how])) === 'taken';
  if (outcome !== 'exists') return false;
  const owner = await findOwner(work.db, account);
  await claimIdentity(work.db, personId, account, work.now);
  return owner !== undefined && owner.personId !== personId;
}

/** The trusted fleets in which the applicant is in, with what their own decision there proved. [002] */
async function siblingsOf(work: AdmissionWork, personId: string, fleets: readonly string[]): Promise<Facts['siblings']> {
  if (fleets.length === 0) return [];
  const seats = (await seatsOfPerson(work.db, personId, fleets)).filter(({ state }) => state === 'member');
  const decisions = await lastDecisions(work.db, seats.flatMap(({ applicationId }) => applicationId ?? []));
  return seats.map(({ fleet, applicationId }) => {
    const decision = applicationId === null ? undefined : decisions.get(applicationId);
    return { fleet, proved: decision?.facts === undefined || decision.decision === 'rejected' ? [] : proofsOf(decision.policy, decision.facts, decision.findings) };
  });
}
