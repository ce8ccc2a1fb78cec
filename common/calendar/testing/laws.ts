import * as fc from 'fast-check';
import { expect } from 'vitest';
import { due, elapsed } from '../count.ts';
import { openIntervals } from '../resolve.ts';
import { isOpen, stateAt } from '../state.ts';
import type { Interval } from '../types.ts';
import { sampleIn } from './samples.ts';
import type { Sample } from './samples.ts';
import { doorOf, isRunning } from './wall-clock.ts';

/** Every answer about a window is the one that somebody gives who looks at the clock on the wall every `stepMs`. */
export function agreesWithTheWallClock(timeZone: string, stepMs = 60_000): fc.IProperty<[Sample]> {
  return fc.property(sampleIn(timeZone), (sample) => {
    const { calendar, from, pauses, openSeconds } = sample;
    // As many looks for seconds as for minutes: the window shrinks with the step.
    const to = from + ((sample.to - from) / 60_000) * stepMs;
    const isDoorOpen = doorOf(calendar);
    const open: Interval[] = [];
    const need = openSeconds * (stepMs / 60_000) * 1000;
    let counted = 0;
    let reached: number | null = null;
    for (let ms = from; ms < to; ms += stepMs) {
      if (!isDoorOpen(ms)) continue;
      const last = open.at(-1);
      if (last?.end === ms) open[open.length - 1] = { start: last.start, end: ms + stepMs };
      else open.push({ start: ms, end: ms + stepMs });
      if (!isRunning(pauses, ms)) continue;
      counted += stepMs;
      if (counted === need) reached = ms + stepMs;
    }
    expect(openIntervals(calendar, from, to)).toEqual(open);
    expect(elapsed(calendar, from, to, pauses) * 1000).toBe(counted);
    expectState(sample, open, to);
    const result = due(calendar, from, need / 1000, pauses);
    if (reached !== null) expect(result).toEqual({ ok: true, at: reached });
    else if (result.ok) expect(result.at).toBeGreaterThan(to);
  });
}

function expectState({ calendar, from }: Sample, open: Interval[], to: number): void {
  const [first] = open;
  const state = stateAt(calendar, from);
  expect(state.open).toBe(first?.start === from);
  expect(isOpen(calendar, from)).toBe(state.open);
  const change = state.open ? state.until : state.opensAt;
  const seen = state.open ? first?.end : first?.start;
  if (seen !== undefined && seen < to) expect(change).toBe(seen);
  else expect(change ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(to);
}

/** What is due has just been reached, at any millisecond; time adds up; pauses may come in any order and any cut. */
export function isConsistent(timeZone: string): fc.IProperty<[Sample, number, number]> {
  const shift = fc.integer({ min: 0, max: 86_400_000 });
  return fc.property(sampleIn(timeZone), shift, shift, ({ calendar, from, to, pauses, openSeconds }, early, late) => {
    const start = from + early;
    const end = to + late;
    const middle = Math.floor((start + end) / 2);
    const whole = elapsed(calendar, start, end, pauses);
    expect(elapsed(calendar, start, middle, pauses) + elapsed(calendar, middle, end, pauses)).toBeCloseTo(whole, 6);
    expect(elapsed(calendar, start, end, pauses.toReversed())).toBe(whole);
    expect(elapsed(calendar, start, end, [...pauses, ...pauses])).toBe(whole);
    expect(elapsed(calendar, end, start, pauses)).toBe(0);
    const result = due(calendar, start, openSeconds, pauses);
    if (!result.ok) return;
    expect(elapsed(calendar, start, result.at, pauses)).toBeCloseTo(openSeconds, 6);
    expect(elapsed(calendar, start, result.at - 1, pauses)).toBeLessThan(openSeconds);
  });
}
