/**
 * From checks, one a minute, to outages: three failures a minute apart are one, and five minutes of answers end it. [002] Pure: every check
 * comes with its time, and what was known before.
 */

/** What is remembered between checks; times in milliseconds. */
export type ProbeState = {
  /** Failures in a row that counted, and when the first of them was. */
  failures: number;
  firstFailureAt: number | null;
  lastFailureAt: number | null;
  /** Since when every check was answered. */
  answersSince: number | null;
  down: boolean;
  checkedAt: number | null;
};

export const freshProbe: ProbeState = { failures: 0, firstFailureAt: null, lastFailureAt: null, answersSince: null, down: false, checkedAt: null };

const minute = 60_000;
export const failuresToFall = 3;
/** Checks run about a minute apart; a little less still counts as the next one. */
export const failureSpacing = minute - 10_000;
export const answersToRise = 5 * minute;
/** Nobody looked for so long: what was seen before says nothing about now. */
export const blindAfter = 10 * minute;
/** An outage that nobody observes any more ends so long after the last failure that was seen. */
export const unobservedGrace = 15 * minute;

export type ProbeEvent = { kind: 'down'; from: number } | { kind: 'still_down'; seen: number } | { kind: 'over'; at: number } | { kind: 'none' };

/** What one more check means. */
export function stepProbe(before: ProbeState, { at, answered }: { at: number; answered: boolean }): { state: ProbeState; event: ProbeEvent } {
  const blind = before.checkedAt !== null && at - before.checkedAt > blindAfter;
  // After a blind stretch a streak begins anew; an outage that was open has ended by itself meanwhile.
  const known: ProbeState = blind ? freshProbe : before;
  return answered ? afterAnswer(known, at) : afterFailure(known, at);
}

function afterAnswer(before: ProbeState, at: number): { state: ProbeState; event: ProbeEvent } {
  const answersSince = before.answersSince ?? at;
  if (!before.down) return { state: { ...freshProbe, answersSince, checkedAt: at }, event: { kind: 'none' } };
  if (at - answersSince < answersToRise) return { state: { ...before, answersSince, checkedAt: at }, event: { kind: 'none' } };
  return { state: { ...freshProbe, answersSince, checkedAt: at }, event: { kind: 'over', at } };
}

function afterFailure(before: ProbeState, at: number): { state: ProbeState; event: ProbeEvent } {
  const counts = before.lastFailureAt === null || at - before.lastFailureAt >= failureSpacing;
  const failures = before.failures + (counts ? 1 : 0);
  const firstFailureAt = before.firstFailureAt ?? at;
  const state: ProbeState = { failures, firstFailureAt, lastFailureAt: counts ? at : before.lastFailureAt, answersSince: null, down: before.down || failures >= failuresToFall, checkedAt: at };
  if (before.down) return { state, event: { kind: 'still_down', seen: at } };
  return { state, event: state.down ? { kind: 'down', from: firstFailureAt } : { kind: 'none' } };
}

/** A window as it is kept; times in milliseconds. */
export type WindowTimes = { from: number; until: number | null; endsBy: number };

/** When a window is over: when it was ended, and at the latest by itself. */
export function windowEnd({ until, endsBy }: WindowTimes): number {
  return until === null ? endsBy : Math.min(until, endsBy);
}

/** Whether something that happened at `at` falls into the window. What counts is the time of the application. [002] */
export function windowCovers(window: WindowTimes, at: number): boolean {
  return at >= window.from && at < windowEnd(window);
}
