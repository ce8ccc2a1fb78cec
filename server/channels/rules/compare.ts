import type { Candidate } from './candidate.ts';

/** Best first: what is not reserved for others, the match where the subject decides, the step, stated hours, the match, whose it surely is, the centre's flag, the centre's order. */
export function compareCandidates(one: Candidate, other: Candidate): number {
  return compareWeights(weightsToUse(one), weightsToUse(other));
}

/** By the time at which they can be used again, unknown last; at the same time what is not reserved for others, the match, the centre's flag, the centre's order. */
export function compareLater(one: Candidate, other: Candidate): number {
  return compareWeights(weightsToWait(one), weightsToWait(other));
}

function weightsToUse({ subject, rank, status, doubt, channel, index }: Candidate): number[] {
  const decisive = subject.decides ? subject.match : 0;
  return [reserved(doubt), decisive, rank, status.state === 'unstated' ? 1 : 0, subject.match, doubt, channel.recommended === true ? 0 : 1, index];
}

function weightsToWait({ availableAt, doubt, subject, channel, index }: Candidate): number[] {
  return [availableAt ?? Number.POSITIVE_INFINITY, reserved(doubt), subject.match, channel.recommended === true ? 0 : 1, index];
}

function reserved(doubt: Candidate['doubt']): number {
  return doubt === 2 ? 1 : 0;
}

/** The first weight that differs decides; lighter comes first. */
function compareWeights(one: readonly number[], other: readonly number[]): number {
  const position = one.findIndex((weight, index) => weight !== other[index]);
  return position === -1 ? 0 : (one[position] ?? 0) < (other[position] ?? 0) ? -1 : 1;
}
