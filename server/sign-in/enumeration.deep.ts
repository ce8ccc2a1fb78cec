import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '../../test/harness/operations.ts';
import { signInGround } from './testing/ground.ts';

let house: Awaited<ReturnType<typeof signInGround>>;
beforeAll(async () => {
  house = await signInGround({}, { unlimited: true });
});
afterAll(() => house.close());

const tries = 500;

/** Half of the difference between the quarters, beside the median: how far measurements of one thing lie apart. */
function summary(times: readonly number[]): { median: number; spread: number } {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { median: at(0.5), spread: at(0.75) - at(0.25) };
}

/** Measures two things in turns, so that what the machine does besides falls on both; the order changes with every turn. */
async function compare(known: (turn: number) => Promise<unknown>, unknown: (turn: number) => Promise<unknown>) {
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let turn = 0; turn < tries + 20; turn++) {
    const order = turn % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
    for (const which of order) {
      const started = performance.now();
      await (which === 'known' ? known : unknown)(turn);
      if (turn >= 20) times[which].push(performance.now() - started);
    }
  }
  const [one, other] = [summary(times.known), summary(times.unknown)];
  const difference = Math.abs(one.median - other.median) / one.median;
  console.log(`known ${one.median.toFixed(2)} ms (quarters ${one.spread.toFixed(2)} apart), unknown ${other.median.toFixed(2)} ms (${other.spread.toFixed(2)}): ${(100 * difference).toFixed(2)} %`);
  return { ...one, difference };
}

describe('D8: five hundred tries each, in turns', () => {
  test('a code to a known address takes as long as one to an unknown address', async () => {
    for (let index = 0; index < tries + 20; index++) await house.person(`known ${index}`, { email: `known-${index}@example.com`, role: 'agent' });
    await house.ground.open.pool.query('analyze');
    const ask = (name: string) => (turn: number) => house.as(anonymous).requestSignInCode({ kind: 'email', address: `${name}-${turn}@example.com` });
    const { difference } = await compare(ask('known'), ask('other'));
    expect(difference).toBeLessThan(0.03);
  }, 300_000);

  test('a wrong password for a known address takes as long as for an unknown one', async () => {
    await house.person('春华', { email: 'chunhua@example.com', role: 'operator', password: '雨水过后就是惊蛰和春分' });
    const enter = (email: string) => () => house.as(anonymous).signIn({ email, password: 'not this one at all' });
    const { difference } = await compare(enter('chunhua@example.com'), enter('nobody@example.com'));
    expect(difference).toBeLessThan(0.03);
  }, 600_000);
});

describe('D4: ten thousand guesses', () => {
  test('two hundred at a time compare five, and the right one among them is as likely as five in a million', async () => {
    const { token, code } = await house.ask('guessed@example.com');
    let entered = 0;
    const guesses = Array.from({ length: 10_000 }, (_, index) => String((Number(code) + 1 + index) % 1_000_000).padStart(6, '0'));
    for (let from = 0; from < guesses.length; from += 200) {
      const answers = await Promise.all(guesses.slice(from, from + 200).map((guess, index) => house.as({ kind: 'anonymous', network: `2001:db8:${index.toString(16)}::/64` }).enterSignInCode({ token, code: guess })));
      entered += answers.filter(({ ok }) => ok).length;
    }
    expect(entered).toBe(0);
    const { rows } = await house.ground.open.pool.query<{ attempts: number }>("select attempts from sign_in_code where canonical = 'guessed@example.com'");
    expect(rows).toEqual([{ attempts: 5 }]);
  }, 300_000);
});
