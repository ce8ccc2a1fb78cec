import type { Channel, Suit } from '../../../common/contract/channel.ts';
import { subjectsOf } from './audience.ts';
import type { CentreFacts } from './facts.ts';
import type { AskedCase, Finding, NamedSubject } from './finding.ts';

/**
 * How well a channel goes with what is asked about. `match`: 0 said to be good for it, 1 nothing said, 2 said to be for something else.
 * `decides`: the match comes before urgency and hours.
 */
export type SubjectVerdict = { fits: boolean; match: 0 | 1 | 2; decides: boolean; findings: Finding[] };

/** Where people ask about these, the table of [001] names one way in, and how urgent it is changes nothing about it. [ours] */
const deciding: readonly Suit[] = ['cooperation', 'presales', 'off_topic'];

const neutral: SubjectVerdict = { fits: true, match: 1, decides: false, findings: [] };

export function judgeSubject(facts: CentreFacts, asked: AskedCase, channel: Channel): SubjectVerdict {
  if (asked.topic !== undefined) return judgeTopic(facts, asked, asked.topic, channel);
  // A place to chat is no place to ask for help. [002]
  if (isOffTopicOnly(channel) && asked.subject !== 'off_topic') return { ...neutral, fits: false, match: 2, findings: [{ code: 'off_topic_only' }] };
  const stated = channel.suits ?? [];
  const good = subjectsOf(asked).filter((subject) => stated.includes(subject));
  const decides = asked.subject !== undefined && deciding.includes(asked.subject);
  if (good.length > 0) return { fits: true, match: 0, decides, findings: [{ code: 'suits_subject', subject: suits(good) }] };
  // Chat belongs where chat is, and nowhere that people are helped. [002]
  if (asked.subject === undefined || (stated.length === 0 && asked.subject !== 'off_topic')) return { ...neutral, decides };
  return { fits: asked.subject !== 'off_topic', match: 2, decides, findings: [{ code: 'not_for_subject', subject: suits([asked.subject]) }] };
}

/** The groups of a topic first, except where it is an emergency: nobody waits for a group then. [ours] */
function judgeTopic(facts: CentreFacts, asked: AskedCase, topic: string, channel: Channel): SubjectVerdict {
  const topics = facts.topicsOf.get(channel.key) ?? new Set();
  const decides = asked.urgency !== 'emergency';
  if (topics.has(topic)) return { fits: true, match: 0, decides, findings: [{ code: 'for_topic', subject: names(facts, [topic]) }] };
  if (isOffTopicOnly(channel)) return { ...neutral, fits: false, match: 2, findings: [{ code: 'off_topic_only' }] };
  const leadsElsewhereOnly = topics.size > 0 && (channel.entries ?? []).every(({ kind }) => kind === 'fleet');
  if (leadsElsewhereOnly) return { ...neutral, fits: false, match: 2, findings: [{ code: 'other_topic', subject: names(facts, [...topics]) }] };
  return { ...neutral, decides };
}

function isOffTopicOnly({ suits: stated }: Channel): boolean {
  return stated !== undefined && stated.length > 0 && stated.every((suit) => suit === 'off_topic');
}

function suits(list: readonly Suit[]): NamedSubject {
  return { kind: 'suits', suits: list };
}

function names(facts: CentreFacts, topics: readonly string[]): NamedSubject {
  return { kind: 'texts', texts: topics.flatMap((key) => facts.topics.get(key)?.name ?? []) };
}
