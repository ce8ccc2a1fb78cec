import type { Interval } from './types.ts';

/** The union of intervals: sorted, without empty ones, touching ones joined. */
export function unite(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ start, end }) => end > start).toSorted((a, b) => a.start - b.start);
  const united: Interval[] = [];
  for (const next of sorted) {
    const last = united.at(-1);
    if (last === undefined || next.start > last.end) united.push(next);
    else if (next.end > last.end) united[united.length - 1] = { start: last.start, end: next.end };
  }
  return united;
}

/** What is in `intervals` but not in `holes`; both are results of `unite`. */
export function subtract(intervals: readonly Interval[], holes: readonly Interval[]): Interval[] {
  if (holes.length === 0) return [...intervals];
  const rest: Interval[] = [];
  let first = 0;
  for (const { start, end } of intervals) {
    while (first < holes.length && (holes[first]?.end ?? 0) <= start) first += 1;
    let from = start;
    for (let index = first; from < end; index += 1) {
      const hole = holes[index];
      if (hole === undefined || hole.start >= end) break;
      if (hole.start > from) rest.push({ start: from, end: hole.start });
      from = Math.max(from, hole.end);
    }
    if (from < end) rest.push({ start: from, end });
  }
  return rest;
}
