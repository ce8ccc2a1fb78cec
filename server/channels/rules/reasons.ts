import type { Candidate } from './candidate.ts';
import type { AskedCase, Finding } from './finding.ts';
import type { Moment } from './hours.ts';
import { isOutside } from './orders.ts';
import { answeredUntil, answeringState, promiseDue } from './promise.ts';
import type { StandardHours } from './standard-hours.ts';
import { isLive } from './step.ts';

const mostReasons = 6;

/** Why a channel that can be used stands where it stands: what it is now, for whom, what for, the centre's own flag. */
export function reasonsToUse(moment: Moment, asked: AskedCase, standard: StandardHours, candidate: Candidate): Finding[] {
  return [...mainReasons(moment, asked, standard, candidate), ...personalReasons(candidate)].slice(0, mostReasons);
}

function mainReasons(moment: Moment, asked: AskedCase, standard: StandardHours, candidate: Candidate): Finding[] {
  const { channel, status } = candidate;
  if (status.state === 'emergency_only') return [{ code: 'phone_may_be_tried', ...atInstant(status.opensAt) }];
  if (isLive(channel)) return liveReasons(moment, asked, candidate);
  return channel.kind === 'ticket' || channel.kind === 'email' ? writtenReasons(moment, asked, standard, candidate) : machineReasons(moment, asked, candidate);
}

/** Why one waits for a channel, and until when. */
export function reasonsToWait({ status, channel, availableAt, ...candidate }: Candidate): Finding[] {
  const waiting: Finding =
    status.state === 'out_of_order'
      ? { code: 'out_of_order', subject: { kind: 'texts', texts: [status.reason] }, ...atInstant(status.until) }
      : availableAt === null ? { code: 'closed_for_good' } : { code: 'closed_until', at: availableAt };
  return [waiting, ...personalReasons({ channel, ...candidate })].slice(0, mostReasons);
}

/** Why a channel is not for this case. */
export function reasonsAgainst({ audience, product, subject }: Candidate): Finding[] {
  return [audience, product, subject].flatMap((verdict) => (verdict.fits ? [] : verdict.findings)).slice(0, mostReasons);
}

function personalReasons({ channel, audience, product, subject }: Pick<Candidate, 'channel' | 'audience' | 'product' | 'subject'>): Finding[] {
  return [...audience.findings, ...product.findings, ...subject.findings, ...(channel.recommended === true ? [{ code: 'recommended_by_centre' } as const] : [])];
}

/** What is open while nobody's answering hours run may be tried, and promises nothing. [001] */
function liveReasons(moment: Moment, asked: AskedCase, { channel, status }: Candidate): Finding[] {
  if (status.state === 'unstated') return [{ code: 'live_unstated' }];
  const code = asked.urgency === 'emergency' && channel.kind === 'phone' ? 'phone_in_emergency' : 'live_now';
  if (answeringState(moment, channel).state !== 'closed') return [{ code, ...atInstant(answeredUntil(moment, channel, status)) }];
  const tried = code === 'live_now' ? 'live_without_promise' : 'phone_in_emergency_without_promise';
  return [{ code: tried, ...atInstant(status.state === 'open' ? status.until : null) }];
}

function writtenReasons(moment: Moment, asked: AskedCase, standard: StandardHours, { channel, status }: Candidate): Finding[] {
  const reasons: Finding[] = [];
  if (asked.urgency === 'later') reasons.push({ code: 'no_hurry_writing' });
  else if (isOutside(standard)) reasons.push({ code: 'written_outside_hours', ...atInstant(standard.opensAt) });
  if (channel.promise?.kind === 'within') {
    reasons.push({ code: 'answered_within', minutes: channel.promise.minutes, ...atInstant(promiseDue(moment, channel, status)) });
  } else {
    const answering = answeringState(moment, channel);
    if (answering.state === 'closed' && answering.opensAt !== null) reasons.push({ code: 'answered_next_opening', at: answering.opensAt });
  }
  return [...reasons, acceptanceReason(status)];
}

function machineReasons(moment: Moment, asked: AskedCase, { channel, status }: Candidate): Finding[] {
  switch (channel.kind) {
    case 'assistant':
      return [{ code: 'answers_at_once' }];
    case 'docs':
      return [{ code: asked.urgency === 'later' ? 'no_hurry_documents' : 'documents_anytime' }];
    default: {
      const why = trackerReason(moment, asked);
      // Beside the channel stands that its hours are unstated; a tracker that has another reason need not say more.
      return status.state === 'unstated' && why.length > 0 ? why : [...why, acceptanceReason(status)];
    }
  }
}

/** [001] Free products are improved through the issue tracker; paying people are helped elsewhere. */
function trackerReason({ facts }: Moment, { entitlement }: AskedCase): Finding[] {
  if (entitlement === 'free' || (entitlement === 'unknown' && facts.hasFreePlan)) return [{ code: 'free_issue_tracker' }];
  return entitlement === 'unknown' ? [] : [{ code: 'improvement_only' }];
}

function acceptanceReason(status: Candidate['status']): Finding {
  if (status.state === 'always') return { code: 'writing_always_possible' };
  return status.state === 'open' ? { code: 'open_now', ...atInstant(status.until) } : { code: 'written_unstated' };
}

function atInstant(at: number | null): { at?: number } {
  return at === null ? {} : { at };
}
