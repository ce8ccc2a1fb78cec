import type { Candidate } from './candidate.ts';

/** Best first: the match where the subject decides, the step, stated hours, the match, whose it surely is, the centre's flag, the centre's order. */
export function compareCandidates(one: Candidate, other: Candidate): number {
  const left = weights(one);
  const right = weights(other);
  const index = left.findIndex((weight, position) => weight !== right[position]);
  return index === -1 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

/** By the time at which they can be used again, unknown last; then as the others. */
export function compareLater(one: Candidate, other: Candidate): number {
  const left = one.availableAt ?? Number.POSITIVE_INFINITY;
  const right = other.availableAt ?? Number.POSITIVE_INFINITY;
  return left === right ? compareCandidates(one, other) : left - right;
}

function weights({ subject, rank, status, isSurelyTheirs, channel, index }: Candidate): number[] {
  return [
    subject.decides ? subject.match : 0,
    rank,
    status.state === 'unstated' ? 1 : 0,
    subject.match,
    isSurelyTheirs ? 0 : 1,
    channel.recommended === true ? 0 : 1,
    index,
  ];
}
