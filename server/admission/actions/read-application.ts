import { pullRequestStates, type Evidence, type Finding } from '../../../common/contract/admission.ts';
import { admissionDefaults } from '../../../common/contract/admission-policy.ts';
import { undoSeconds } from '../../../common/contract/moderation.ts';
import { findFleetRow, seatsOfPerson } from '../../groups/index.ts';
import { identitiesOf, namesOf, type Identity } from '../../people/index.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { groupNames } from '../group-names.ts';
import { identityHash } from '../identity-hash.ts';
import { fleetNames, fleetsWhere } from '../reach.ts';
import type { Facts } from '../rules/facts.ts';
import { decisionsOf, type StoredDecision } from '../store/decisions.ts';
import { earlierOf, strikesOn } from '../store/evidence.ts';
import { findQueued, type QueueRow } from '../store/queue.ts';
import { findingTeller } from '../views/finding-text.ts';
import { queueLines } from '../views/queue-lines.ts';
import { waysToSeat } from './ways-to-seat.ts';

/**
 * An application with everything that a moderator decides by. Of others it tells nothing: what was found about a UID is whether it is the
 * applicant's, and earlier applications and seats are those of the fleets that the reader moderates, or that this fleet trusts.
 */
export async function readApplication(work: Work, id: string): Promise<Outcome<Evidence>> {
  const row = await findQueued(work.db, id);
  const fleet = row === undefined ? undefined : await findFleetRow(work.db, row.fleet);
  if (row === undefined || fleet === undefined) return refuse('not_found');
  const [line] = await queueLines(work, [row]);
  const decisions = await decisionsOf(work.db, id);
  const identities = row.person === undefined ? [] : await identitiesOf(work.db, row.person);
  const standing = decisions.findLast(({ undoneAt }) => undoneAt === undefined);
  if (line === undefined) return refuse('not_found');
  const policy = fleet.settings.admission ?? {};
  const findings = withUidGiven(standing?.findings ?? [], row);
  const tell = await findingTeller(work, findings);
  const trusted = (policy.checks ?? []).flatMap((check) => (check.kind === 'sibling' ? check.fleets : []));
  return done({
    ...line,
    language: row.language,
    answers: row.answers,
    findings: findings.map((finding) => ({ ...finding, text: tell(finding) })),
    decisions: await decisionViews(work, decisions),
    ...(await aboutPerson(work, row, identities, { list: policy.strikeList ?? admissionDefaults.strikeList, chances: policy.chances ?? admissionDefaults.chances, trusted })),
    ...factsToShow(decisions.findLast(({ facts }) => facts !== undefined)?.facts, row),
    ...(row.uidOwedUntil === undefined ? {} : { uidOwed: { until: row.uidOwedUntil.toISOString(), overdue: row.uidOwedUntil <= work.now } }),
    ...(await waysToSeat(work, row)),
    ...undoable(work, standing),
  });
}

/** A UID that was given after it was decided is told by what is known of it since. [002] */
function withUidGiven(findings: readonly Finding[], { uidGiven }: QueueRow): Finding[] {
  if (uidGiven === undefined) return [...findings];
  const proven = uidGiven === 'proven';
  const since: Finding = { check: 'uid', verdict: proven ? 'ok' : 'unclear', reason: proven ? 'uid_proven_match' : `uid_${uidGiven}`, effect: proven ? 'none' : 'review' };
  return findings.map((finding) => (finding.check === 'uid' ? since : finding));
}

async function decisionViews({ db }: Pick<Work, 'db'>, decisions: readonly StoredDecision[]): Promise<Evidence['decisions']> {
  const names = await namesOf(db, decisions.flatMap(({ by }) => by ?? []));
  return decisions.slice(-50).map(({ at, decision, by, reason, counted, undoneAt }) => ({
    at: at.toISOString(), decision, counted, undone: undoneAt !== undefined,
    ...(by === undefined ? {} : { by: { id: by, name: names.get(by) ?? '' } }),
    ...(reason === undefined ? {} : { reason }),
  }));
}

type Asked = { list: string; chances: number; trusted: readonly string[] };

async function aboutPerson(work: Work, { id, person }: QueueRow, identities: readonly Identity[], { list, chances, trusted }: Asked): Promise<Pick<Evidence, 'person' | 'earlier' | 'siblings' | 'strikes'>> {
  if (person === undefined) return { earlier: [], siblings: [], strikes: { counted: 0, chances, items: [] } };
  const reach = fleetsWhere(work.actor, 'applications.decide');
  const proven = identities.filter(({ provenAt }) => provenAt !== undefined).map((identity) => identityHash(work.secrets, identity));
  const [earlier, strikes] = [await earlierOf(work.db, { person, but: id, fleets: reach }), await strikesOn(work.db, { list, person, proven })];
  const seats = (await seatsOfPerson(work.db, person)).filter(({ fleet, state }) => state === 'member' && (reach === 'all' || reach.includes(fleet) || trusted.includes(fleet)));
  const [fleets, groups, names] = [await fleetNames(work.db, [...seats, ...earlier].map(({ fleet }) => fleet), work.language), await groupNames(work.db, seats.map(({ fleet }) => fleet), work.language), await namesOf(work.db, [person])];
  return {
    person: { id: person, name: names.get(person) ?? '', accounts: identities.slice(0, 40).map(({ kind, typed, provenAt }) => ({ kind, shown: typed, proven: provenAt !== undefined })) },
    earlier: earlier.map(({ at, reason, ended, ...rest }) => ({ ...rest, ...(ended === undefined ? {} : { ended }), fleetName: fleets.get(rest.fleet) ?? rest.fleet, at: at.toISOString(), ...(reason === undefined ? {} : { reason }) })),
    siblings: seats.slice(0, 50).map(({ fleet, groupId, joinedAt }) => ({ fleet, fleetName: fleets.get(fleet) ?? fleet, group: groups.get(groupId) ?? '', since: (joinedAt ?? work.now).toISOString() })),
    strikes: { counted: strikes.filter(({ liftedAt }) => liftedAt === undefined).length, chances, items: strikes.map(({ id: strike, fleet, at, liftedAt }) => ({ id: strike, fleet, at: at.toISOString(), ...(liftedAt === undefined ? {} : { liftedAt: liftedAt.toISOString() }) })) },
  };
}

/** What was asked outside when it was decided, as far as it is about the applicant's own things. */
function factsToShow(facts: Facts | undefined, { answers }: QueueRow): Pick<Evidence, 'grace' | 'pullRequest'> {
  const answer = facts?.contributor.answer;
  const url = answer?.url ?? answers.pullRequest;
  const { grace } = facts ?? {};
  return {
    ...(grace === null || grace === undefined ? {} : { grace: { from: grace.from, kind: grace.kind, ...(grace.until === undefined ? {} : { until: grace.until }) } }),
    ...(url === undefined ? {} : { pullRequest: { url, ...pullRequestFacts(answer) } }),
  };
}

/** What the forge said of a pull request when it was asked. */
function pullRequestFacts(answer: Facts['contributor']['answer'] | undefined): Omit<NonNullable<Evidence['pullRequest']>, 'url'> {
  const said = answer?.state ?? answer?.outcome;
  const { title, repository, author, own } = answer ?? {};
  const isJudged = answer?.state !== undefined && answer.outcome !== 'owner_decides';
  return {
    state: pullRequestStates.find((state) => state === said) ?? 'unknown',
    ...(title === undefined ? {} : { title }), ...(repository === undefined ? {} : { repository }), ...(isJudged ? { listed: answer.outcome !== 'not_listed' } : {}),
    ...(author === undefined ? {} : { author }), ...(own === undefined ? {} : { own }),
  };
}

/** Until when the reader can take their own decision back. */
function undoable({ actor, now }: Work, standing: StoredDecision | undefined): Pick<Evidence, 'undoUntil'> {
  if (standing?.by === undefined || actor.kind !== 'person' || actor.id !== standing.by) return {};
  const until = new Date(standing.at.getTime() + undoSeconds * 1000);
  return until > now ? { undoUntil: until.toISOString() } : {};
}
