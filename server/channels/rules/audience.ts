import type { Audience, Channel, Suit } from '../../../common/contract/channel.ts';
import type { AdviceReason, EntitlementKind } from '../../../common/contract/support.ts';
import type { AskedCase, Finding } from './finding.ts';

export type Verdict = { fits: boolean; findings: Finding[] };

/** Sponsors have what paying people have. [ours] Contributors are not told apart by a plan. */
const countsAs: Record<EntitlementKind, readonly Audience[]> = { paid: ['paid'], free: ['free'], sponsor: ['sponsor', 'paid'], unknown: [] };

/** Who may use the channel: its audience, or everyone for the subjects that it names. Someone unknown is told for whom it is. [001][002] */
export function judgeAudience(asked: AskedCase, channel: Channel): Verdict {
  const audiences = audiencesOf(channel);
  const openFor = subjectsOf(asked).filter((subject) => channel.everyoneFor?.includes(subject));
  if (isForEveryone(channel)) return { fits: true, findings: asked.entitlement === 'free' && channel.kind !== 'issue_tracker' ? [{ code: 'open_to_everyone' }] : [] };
  const isTheirs = audiences.some((audience) => countsAs[asked.entitlement].includes(audience));
  if (isTheirs) return { fits: true, findings: isSponsorsOwn(asked, channel) ? [{ code: 'sponsor_one_to_one' }] : [] };
  if (openFor.length > 0) return { fits: true, findings: [{ code: 'everyone_for_subject', subject: { kind: 'suits', suits: openFor } }] };
  if (asked.entitlement === 'unknown') return { fits: true, findings: [{ code: 'for_audience', subject: { kind: 'audiences', audiences } }] };
  const exception: Finding[] = channel.everyoneFor === undefined ? [] : [{ code: 'everyone_for_subject', subject: { kind: 'suits', suits: channel.everyoneFor } }];
  return { fits: false, findings: [{ code: onlyFor(audiences), subject: { kind: 'audiences', audiences } }, ...exception] };
}

function isForEveryone(channel: Channel): boolean {
  return audiencesOf(channel).includes('everyone');
}

/**
 * How sure someone may count on a channel that fits: 0 it is theirs, 1 perhaps, 2 hardly – it is for sponsors or contributors, and this
 * person has not said to be one, so nobody is sent to a payment page before what is open to everyone. [002][ours]
 */
export function doubtOf(asked: AskedCase, channel: Channel): 0 | 1 | 2 {
  if (asked.entitlement !== 'unknown' || isForEveryone(channel) || isOpenForSubject(asked, channel)) return 0;
  return audiencesOf(channel).every((audience) => audience === 'sponsor' || audience === 'contributor') ? 2 : 1;
}

/** One-to-one support that sponsors get. [002] */
export function isSponsorsOwn(asked: AskedCase, channel: Channel): boolean {
  return asked.entitlement === 'sponsor' && channel.kind === 'one_to_one' && audiencesOf(channel).includes('sponsor');
}

function isOpenForSubject(asked: AskedCase, { everyoneFor }: Channel): boolean {
  return subjectsOf(asked).some((subject) => everyoneFor?.includes(subject));
}

/** An emergency is a subject too, whatever else it is about. */
export function subjectsOf(asked: AskedCase): Suit[] {
  return [...(asked.subject === undefined ? [] : [asked.subject]), ...(asked.urgency === 'emergency' && asked.subject !== 'emergency' ? (['emergency'] as const) : [])];
}

function audiencesOf(channel: Channel): readonly Audience[] {
  return channel.audience ?? ['everyone'];
}

function onlyFor(audiences: readonly Audience[]): AdviceReason {
  if (audiences.length > 1) return 'audience_only';
  const only: Partial<Record<Audience, AdviceReason>> = { paid: 'paid_only', sponsor: 'sponsor_only', contributor: 'contributor_only' };
  return only[audiences[0] ?? 'everyone'] ?? 'audience_only';
}
