import { promiseDue } from './promise.ts';
import type { Candidate } from './candidate.ts';
import type { Moment } from './hours.ts';
import { isLive } from './step.ts';

/** What to do when nobody was reached; `at: null` is in a few minutes. The named contacts follow last, all of them. [000][001] */
export type NotReached = { retry?: { channel: string; at: number | null }; other?: string };

/**
 * [001] Try again or wait for the answer, or change the channel. Again: the first live channel that is open, else the one that opens
 * first; where there is none, what was written is waited for until its promise falls due. Another: the best of another kind. [ours]
 */
export function notReachedSteps(moment: Moment, best: readonly Candidate[], later: readonly Candidate[]): NotReached {
  const retried = retry(moment, best, later);
  const kind = (retried?.candidate ?? best[0])?.channel.kind;
  const other = best.find(({ channel }) => channel.kind !== kind);
  return {
    ...(retried === undefined ? {} : { retry: { channel: retried.candidate.channel.key, at: retried.at } }),
    ...(other === undefined ? {} : { other: other.channel.key }),
  };
}

function isLiveAndFitting({ channel, subject }: Candidate): boolean {
  return isLive(channel) && !(subject.decides && subject.match === 2);
}

function retry(moment: Moment, best: readonly Candidate[], later: readonly Candidate[]): { candidate: Candidate; at: number | null } | undefined {
  const open = best.find(isLiveAndFitting);
  if (open !== undefined) return { candidate: open, at: null };
  const next = later.find((candidate) => isLiveAndFitting(candidate) && candidate.availableAt !== null);
  if (next !== undefined) return { candidate: next, at: next.availableAt };
  const [written] = best;
  const due = written === undefined ? null : promiseDue(moment, written.channel, written.status);
  return written === undefined || due === null ? undefined : { candidate: written, at: due };
}
