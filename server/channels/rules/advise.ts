import type { Channel } from '../../../common/contract/channel.ts';
import { candidateOf, isUsable, type Candidate } from './candidate.ts';
import type { Status } from './channel-status.ts';
import { compareCandidates, compareLater } from './compare.ts';
import type { AskedCase, Finding } from './finding.ts';
import type { Moment } from './hours.ts';
import { notReachedSteps, type NotReached } from './not-reached.ts';
import { reasonsAgainst, reasonsToUse, reasonsToWait } from './reasons.ts';
import { standardHours, type StandardHours } from './standard-hours.ts';

export type Line = { channel: Channel; status: Status; findings: Finding[] };

/** The answer to "how do I get help now?" before it is put into words. Every channel of the centre is in exactly one list. */
export type Answer = { standard: StandardHours; best: Line[]; later: Line[]; others: Line[]; notReached: NotReached };

/** The adviser. [001] decides by standard hours, urgency and plan; what it leaves open helps the person most. [ours] */
export function advise(moment: Moment, asked: AskedCase): Answer {
  const standard = standardHours(moment);
  const candidates = moment.facts.centre.channels.map((channel, index) => candidateOf(moment, asked, standard, channel, index));
  const aside = steppingAside(asked, candidates);
  const fitting = candidates.filter((candidate) => candidate.fits && !aside.includes(candidate));
  const best = fitting.filter((candidate) => isUsable(asked, candidate)).toSorted(compareCandidates);
  const later = fitting.filter((candidate) => !isUsable(asked, candidate)).toSorted(compareLater);
  const others = candidates.filter((candidate) => !fitting.includes(candidate));
  return {
    standard,
    best: best.map((candidate) => line(candidate, reasonsToUse(moment, asked, standard, candidate))),
    later: later.map((candidate) => line(candidate, reasonsToWait(candidate))),
    others: others.map((candidate) => line(candidate, aside.includes(candidate) ? [{ code: 'improvement_only' }] : reasonsAgainst(candidate))),
    notReached: notReachedSteps(moment, best, later),
  };
}

/** [001] Paying people are helped by people: for them the tracker steps aside unless there is no hurry, or nobody else to ask. [ours] */
function steppingAside(asked: AskedCase, candidates: readonly Candidate[]): Candidate[] {
  if (asked.urgency === 'later') return [];
  const fitting = candidates.filter(({ fits }) => fits);
  const trackers = fitting.filter(({ step }) => step === 'tracker_aside');
  const isHelpedElsewhere = fitting.some(({ channel }) => !['issue_tracker', 'docs', 'assistant'].includes(channel.kind));
  return isHelpedElsewhere ? trackers : [];
}

function line({ channel, status }: Candidate, findings: Finding[]): Line {
  return { channel, status, findings };
}
