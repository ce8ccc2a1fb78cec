import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { given, refused } from '../../sign-in/testing/ground.ts';
import type { HumanChallenge } from '../../../common/contract/human-check.ts';
import type { PersonActor } from '../../platform/index.ts';
import { createSecrets } from '../../platform/secrets/index.ts';
import { newChallenge } from './human.ts';
import { outsideGround } from './testing/ground.ts';

let house: Awaited<ReturnType<typeof outsideGround>>;
let qiushi: PersonActor;

beforeAll(async () => {
  house = await outsideGround();
  qiushi = await house.person('秋实', 'qiushi@example.com');
});
afterAll(() => house.close());
beforeEach(() => house.ground.clock.advance(61 * 60_000));

const ask = async (fleet = 'cafe') => given(await house.as(house.anonymous).readHumanChallenge({ fleet }));
const solve = async (challenge: HumanChallenge) => {
  const solution = await solveChallenge({ challenge, deriveKey });
  if (solution === null) throw new Error('No solution was found in time');
  return solution;
};
const packed = (challenge: HumanChallenge, solution: { counter: number; derivedKey: string }) => Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
const solved = async (fleet = 'cafe') => {
  const challenge = await ask(fleet);
  return { challenge, solution: await solve(challenge) };
};
const check = (proof: { altcha?: string; code?: string } | undefined, { fleet = 'cafe', personId = qiushi.id } = {}) => house.outside.human.check(house.asking(), { proof, fleet, personId });
const use = async (answer: Awaited<ReturnType<typeof check>>) => answer.outcome === 'passed' && house.outside.human.use(house.inside(), answer);

describe('a challenge', () => {
  test('is another one each time, and its solution counts once', async () => {
    const [{ challenge, solution }, other] = [await solved(), await ask()];
    expect(challenge.parameters.nonce).not.toBe(other.parameters.nonce);
    const altcha = packed(challenge, solution);
    const passed = await check({ altcha });
    expect(passed).toMatchObject({ outcome: 'passed', how: 'altcha' });
    expect(await use(passed)).toBe(true);
    expect(await use(passed)).toBe(false);
    expect(await check({ altcha })).toEqual({ outcome: 'used' });
  });

  test('D13: of fifty that bring the same solution at once, one gets through', async () => {
    const { challenge, solution } = await solved();
    const passed = await check({ altcha: packed(challenge, solution) });
    const answers = await Promise.all(Array.from({ length: 50 }, () => use(passed)));
    expect(answers.filter(Boolean).length).toBe(1);
  });

  test('that could not be used because the application was undone can be brought again', async () => {
    const { challenge, solution } = await solved();
    const passed = await check({ altcha: packed(challenge, solution) });
    const undone = house.ground.database.transaction().execute(async (db) => {
      if (passed.outcome === 'passed') await house.outside.human.use({ db, now: house.now() }, passed);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await use(passed)).toBe(true);
  });

  test('ends after twenty minutes', async () => {
    const { challenge, solution } = await solved();
    house.ground.clock.advance(20 * 60_000);
    expect(await check({ altcha: packed(challenge, solution) })).toEqual({ outcome: 'too_old' });
  });

  test('of one fleet opens no other', async () => {
    const { challenge, solution } = await solved('users');
    expect(await check({ altcha: packed(challenge, solution) })).toEqual({ outcome: 'wrong' });
    expect(await check({ altcha: packed(challenge, solution) }, { fleet: 'users' })).toMatchObject({ outcome: 'passed' });
  });

  test('that somebody made easier, longer or for another fleet is none of ours', async () => {
    const { challenge, solution } = await solved();
    const changed = (parameters: object) => packed({ ...challenge, parameters: { ...challenge.parameters, ...parameters } }, solution);
    const { fleet, until } = challenge.parameters.data;
    for (const parameters of [{ cost: 1 }, { keyPrefix: '' }, { algorithm: 'SHA-256' }, { data: { fleet, until: Number(until) + 1 } }, { data: { fleet: 'users', until } }, { data: { fleet } }]) expect(await check({ altcha: changed(parameters) })).toEqual({ outcome: 'wrong' });
    expect(await check({ altcha: packed({ ...challenge, signature: '0'.repeat(64) }, solution) })).toEqual({ outcome: 'wrong' });
    expect(await check({ altcha: packed({ ...challenge, signature: '' }, solution) })).toEqual({ outcome: 'wrong' });
  });

  test('without its work is not solved', async () => {
    const { challenge, solution } = await solved();
    expect(await check({ altcha: packed(challenge, { ...solution, counter: solution.counter + 1 }) })).toEqual({ outcome: 'wrong' });
    expect(await check({ altcha: packed(challenge, { counter: 0, derivedKey: '00'.repeat(32) }) })).toEqual({ outcome: 'wrong' });
  });

  test.each(['', 'x', 'e30=', Buffer.from('{"challenge":null}').toString('base64'), Buffer.from('[]').toString('base64'), 'A'.repeat(4000)])('%j is no solution', async (altcha) => {
    expect((await check({ altcha })).outcome).toBe(altcha === '' ? 'missing' : 'wrong');
  });

  test('F5: of a centre with another key is none of ours', async () => {
    const other = { ...house.asking(), secrets: createSecrets(new Uint8Array(32).fill(9)) };
    const challenge = await newChallenge(other, { fleet: 'cafe', raid: false });
    expect(await check({ altcha: packed(challenge, await solve(challenge)) })).toEqual({ outcome: 'wrong' });
  });

  test('costs more while very many apply', async () => {
    const [usual, raid] = [await newChallenge(house.asking(), { fleet: 'cafe', raid: false }), await newChallenge(house.asking(), { fleet: 'cafe', raid: true })];
    expect(raid.parameters.cost).toBeGreaterThan(usual.parameters.cost);
  });
});

describe('a mailed code, where no script runs', () => {
  const askCode = async (who: PersonActor = qiushi) => {
    const { to } = given(await house.as(who).askHumanCode({ fleet: 'cafe' }));
    const mail = (await house.mails()).at(-1);
    return { to, code: /^\d{6}$/m.exec(mail?.text ?? '')?.[0] ?? '', recipient: mail?.recipient };
  };

  test('goes to a proven address, which is not told in full, and counts once for one fleet', async () => {
    const { to, code, recipient } = await askCode();
    expect([to, recipient]).toEqual(['q***i@example.com', 'qiushi@example.com']);
    expect(await check({ code }, { fleet: 'users' })).toEqual({ outcome: 'too_old' });
    const passed = await check({ code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(passed).toMatchObject({ outcome: 'passed', how: 'code' });
    expect([await use(passed), await use(passed)]).toEqual([true, false]);
    expect(await check({ code })).toEqual({ outcome: 'too_old' });
  });

  test('D4: of two hundred guesses at once, five are looked at', async () => {
    const { code } = await askCode();
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    const answers = await Promise.all(Array.from({ length: 200 }, () => check({ code: wrong })));
    expect(answers.filter(({ outcome }) => outcome === 'wrong').length).toBe(5);
    expect(await check({ code })).toEqual({ outcome: 'too_old' });
  });

  test('is somebody’s own, ends after ten minutes, and a newer one takes its place', async () => {
    const first = await askCode();
    const other = await house.person('谷雨', 'guyu@example.com');
    expect(await check({ code: first.code }, { personId: other.id })).toEqual({ outcome: 'too_old' });
    const second = await askCode();
    expect(await check({ code: first.code === second.code ? 'x' : first.code })).toEqual({ outcome: 'wrong', how: 'code' });
    house.ground.clock.advance(10 * 60_000);
    expect(await check({ code: second.code })).toEqual({ outcome: 'too_old' });
  });

  test('counts for nobody before an address is proven', async () => {
    const { code } = await askCode();
    expect(await check({ code }, { personId: '' })).toEqual({ outcome: 'too_old' });
    expect(await check({ code })).toMatchObject({ outcome: 'passed' });
  });

  test('is sent to nobody without a proven address, and six times an hour at most', async () => {
    expect(refused(await house.as(await house.person('无名')).askHumanCode({ fleet: 'cafe' }))).toBe('not_found');
    for (let index = 0; index < 6; index += 1) await askCode();
    expect(refused(await house.as(qiushi).askHumanCode({ fleet: 'cafe' }))).toBe('too_many_requests');
  });

  test('nothing is asked for and nothing is there', async () => {
    expect([await check(undefined), await check({}), await check({ code: '' })]).toEqual(['missing', 'missing', 'missing'].map((outcome) => ({ outcome })));
  });
});
