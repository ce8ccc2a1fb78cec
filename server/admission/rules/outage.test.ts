import { describe, expect, test } from 'vitest';
import { freshProbe, stepProbe, windowCovers, windowEnd, type ProbeEvent, type ProbeState } from './outage.ts';

const minute = 60_000;

/** Checks at these minutes, `x` for a failure and `.` for an answer; the events that came of them. */
function run(checks: string, { every = minute, from = freshProbe, at = 0 }: { every?: number; from?: ProbeState; at?: number } = {}): { state: ProbeState; events: ProbeEvent[] } {
  let state = from;
  const events: ProbeEvent[] = [];
  for (const [index, check] of [...checks].entries()) {
    const step = stepProbe(state, { at: at + index * every, answered: check === '.' });
    state = step.state;
    if (step.event.kind === 'down' || step.event.kind === 'over') events.push(step.event);
  }
  return { state, events };
}

describe('an outage [002]', () => {
  test('is three failures a minute apart, and began with the first', () => {
    expect(run('..xx').events).toEqual([]);
    expect(run('..xxx').events).toEqual([{ kind: 'down', from: 2 * minute }]);
    expect(run('x.x.xx').events).toEqual([]);
  });

  test('is not made by looking three times in one minute', () => {
    expect(run('xxxxx', { every: 5_000 }).events).toEqual([]);
    expect(run('xxxxxxxxxxxxxxxxxxxxxxxxxxxxx', { every: 5_000 }).events).toEqual([{ kind: 'down', from: 0 }]);
  });

  test('is over after five minutes of answers, and not before', () => {
    expect(run('xxx.....').events).toEqual([{ kind: 'down', from: 0 }]);
    expect(run('xxx......').events).toEqual([{ kind: 'down', from: 0 }, { kind: 'over', at: 8 * minute }]);
    expect(run('xxx....x......').events.at(-1)).toEqual({ kind: 'over', at: 13 * minute });
  });

  test('a second one begins with its own first failure', () => {
    expect(run('xxx......xxx').events.at(-1)).toEqual({ kind: 'down', from: 9 * minute });
  });

  test('what was seen before nobody looked for a while counts no more', () => {
    const { state } = run('xx');
    expect(run('x', { from: state, at: 30 * minute }).events).toEqual([]);
    expect(run('xxx', { from: state, at: 30 * minute }).events).toEqual([{ kind: 'down', from: 30 * minute }]);
  });
});

describe('a window', () => {
  const window = { from: 10 * minute, until: null, endsBy: 20 * minute };

  test('covers what was applied for in it: its beginning, not its end', () => {
    expect([9, 10, 19, 20].map((at) => windowCovers(window, at * minute))).toEqual([false, true, true, false]);
  });

  test('H3: is over by itself at the latest, and earlier when it was ended', () => {
    expect(windowEnd(window)).toBe(20 * minute);
    expect(windowEnd({ ...window, until: 15 * minute })).toBe(15 * minute);
    expect(windowEnd({ ...window, until: 99 * minute })).toBe(20 * minute);
  });
});
