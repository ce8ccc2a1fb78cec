import type { Finding, QueueLine } from '../../../common/contract/admission.ts';
import { groupsOfPersons } from '../../groups/index.ts';
import { namesOf } from '../../people/index.ts';
import type { Work } from '../../platform/index.ts';
import { fleetNames } from '../reach.ts';
import { positionsOf, type QueueRow } from '../store/queue.ts';

/** What stands in the way, worst first. */
const worst: Readonly<Record<Finding['effect'], number>> = { reject_and_count: 0, reject: 1, review: 2, correct: 3, waitlist: 4, none: 5, skipped: 5 };

/** The findings that stand in the way of an approval, worst first. */
export function openFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ effect }) => worst[effect] < 5).toSorted((one, other) => worst[one.effect] - worst[other.effect]);
}

/** Lines of the queue, with what people and fleets are called. */
export async function queueLines({ db, now, language }: Pick<Work, 'db' | 'now' | 'language'>, rows: readonly QueueRow[]): Promise<QueueLine[]> {
  const names = await namesOf(db, rows.flatMap(({ person, claimedBy }) => [person, claimedBy].flatMap((id) => id ?? [])));
  const fleets = await fleetNames(db, rows.map(({ fleet }) => fleet), language);
  const positions = await positionsOf(db, rows.flatMap(({ id, state }) => (state === 'waitlisted' ? [id] : [])));
  const back = await groupsOfPersons(db, rows.flatMap(({ state, endedAt, person }) => (state === 'joined' && endedAt !== undefined ? (person ?? []) : [])));
  return rows.map((row) => {
    const { id, fleet, state, person, email, entrance, answers, priority, submittedAt, claimedBy, claimedUntil, findings, revision } = row;
    const position = positions.get(id);
    return {
      id, fleet, fleetName: fleets.get(fleet) ?? fleet, state, submittedAt: submittedAt.toISOString(), entrance, revision, open: openFindings(findings),
      name: answers.realName ?? (person === undefined ? (email ?? '') : (names.get(person) ?? '')),
      ...(priority === undefined ? {} : { priority }),
      ...(claimedBy === undefined || claimedUntil === undefined || claimedUntil <= now ? {} : { claimedBy: { id: claimedBy, name: names.get(claimedBy) ?? '', until: claimedUntil.toISOString() } }),
      ...(position === undefined ? {} : { position }),
      ...(row.group !== undefined && back.get(person ?? '')?.has(row.group) === true ? {} : endedBecause(row)),
    };
  });
}

/** Why it came to nothing though nobody said no, or why whoever joined by it is in no more, and since when. */
function endedBecause({ state, ended, endedAt }: QueueRow): Pick<QueueLine, 'ended' | 'endedAt'> {
  return ended === undefined ? {} : { ended, ...(state === 'joined' && endedAt !== undefined ? { endedAt: endedAt.toISOString() } : {}) };
}
