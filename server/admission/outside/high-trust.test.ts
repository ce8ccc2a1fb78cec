import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callBy } from '../../../test/harness/operations.ts';
import { actorOfToken } from '../../people/index.ts';
import { callerFor, newId, newSecret, secretHash, type Actor } from '../../platform/index.ts';
import { createSignInOperations } from '../../sign-in/index.ts';
import { authenticator } from '../../sign-in/testing/authenticator.ts';
import { given, refused } from '../../sign-in/testing/ground.ts';
import { highTrust, highTrustMinutes } from './high-trust.ts';
import { outsideGround } from './testing/ground.ts';

let house: Awaited<ReturnType<typeof outsideGround>>;
beforeAll(async () => {
  house = await outsideGround();
});
afterAll(() => house.close());

/** Somebody who is signed in, as the operations about passkeys and joining see them. */
const as = (actor: Actor) => callerFor(house.ground, { ...house.operations, ...createSignInOperations(house.parts) }, callBy(actor));
let made = 0;

/** Somebody with a passkey on their device. */
async function holder() {
  const person = await house.person('谷雨', `holder-${(made += 1)}@example.com`);
  const token = newSecret();
  const now = house.now();
  await house.pool.query("insert into session (id, token_hash, person_id, method, second_factor, created_at, authenticated_at, seen_at, expires_at, device, network) values ($1, $2, $3, 'email_code', false, $4, $4, $4, $5, '', '')", [newId(now), secretHash(token), person.id, now, new Date(now.getTime() + 86_400_000)]);
  const ops = as(await actorOfToken(house.ground.database, house.ground.clock, token, '192.0.2.7'));
  const device = authenticator();
  const asked = given(await ops.askToRegisterPasskey({}));
  given(await ops.registerPasskey({ token: asked.token, answer: device.make(asked), name: '手机' }));
  return { person, ops, device };
}
const found = (personId: string, fleet = 'users', applicationId?: string) => highTrust.find(house.inside(), { personId, fleet, applicationId });

describe('a confirmation on the device', () => {
  test('is asked for, given, and confirms the application that follows within its minutes', async () => {
    const { person, ops, device } = await holder();
    const asked = given(await ops.askHighTrust({ fleet: 'users' }));
    expect(asked.options).toMatchObject({ userVerification: 'required', rpId: 'localhost' });
    expect((await found(person.id)).outcome).toBe('missing');
    const { until } = given(await ops.proveHighTrust({ fleet: 'users', token: asked.token, answer: device.answer(asked) }));
    expect(Date.parse(until) - house.now().getTime()).toBe(highTrustMinutes * 60_000);
    expect(await found(person.id)).toEqual({ outcome: 'passed', at: house.now().toISOString() });
    expect((await found(person.id, 'cafe')).outcome, 'of one fleet').toBe('missing');
    house.ground.clock.advance(highTrustMinutes * 60_000);
    expect((await found(person.id)).outcome, 'when its time is over').toBe('missing');
  });

  test('confirms one application and no other', async () => {
    const { person, ops, device } = await holder();
    const asked = given(await ops.askHighTrust({ fleet: 'users' }));
    given(await ops.proveHighTrust({ fleet: 'users', token: asked.token, answer: device.answer(asked) }));
    house.ground.clock.advance(1000);
    const first = await house.application(person, { state: 'awaiting_correction' });
    expect((await found(person.id, 'users', first)).outcome).toBe('passed');
    const second = await house.application(person, { state: 'withdrawn' });
    expect((await found(person.id, 'users', second)).outcome).toBe('missing');
    expect((await found(person.id, 'users', first)).outcome, 'its own it still confirms').toBe('passed');
  });

  test.each([
    ['nobody showed who holds the device', { unverified: true }],
    ['another site asked', { at: 'https://elsewhere.example.com' }],
  ])('is refused when %s, and the question is used up', async (_why, how) => {
    const { person, ops, device } = await holder();
    const asked = given(await ops.askHighTrust({ fleet: 'users' }));
    expect(refused(await ops.proveHighTrust({ fleet: 'users', token: asked.token, answer: device.answer(asked, how) }))).toBe('passkey_refused');
    expect(refused(await ops.proveHighTrust({ fleet: 'users', token: asked.token, answer: device.answer(asked) }))).toBe('passkey_refused');
    expect((await found(person.id)).outcome).toBe('refused');
    const again = given(await ops.askHighTrust({ fleet: 'users' }));
    given(await ops.proveHighTrust({ fleet: 'users', token: again.token, answer: device.answer(again) }));
    expect((await found(person.id)).outcome).toBe('passed');
  });

  test('is good for the fleet, the person and the one time for which it was asked', async () => {
    const [guyu, other] = [await holder(), await holder()];
    const ask = async () => given(await guyu.ops.askHighTrust({ fleet: 'users' }));
    const elsewhere = await ask();
    expect(refused(await guyu.ops.proveHighTrust({ fleet: 'cafe', token: elsewhere.token, answer: guyu.device.answer(elsewhere) })), 'another fleet').toBe('passkey_refused');
    const stolen = await ask();
    expect(refused(await other.ops.proveHighTrust({ fleet: 'users', token: stolen.token, answer: guyu.device.answer(stolen) })), 'somebody else').toBe('passkey_refused');
    const foreign = await ask();
    expect(refused(await guyu.ops.proveHighTrust({ fleet: 'users', token: foreign.token, answer: other.device.answer(foreign) })), 'somebody else’s passkey').toBe('passkey_refused');
    expect([await found(guyu.person.id), await found(other.person.id), await found(guyu.person.id, 'cafe')].map(({ outcome }) => outcome), 'a passkey that is another is wrong; what nobody asked is nothing').toEqual(['refused', 'missing', 'missing']);
    const twice = await ask();
    const answer = guyu.device.answer(twice);
    given(await guyu.ops.proveHighTrust({ fleet: 'users', token: twice.token, answer }));
    expect(refused(await guyu.ops.proveHighTrust({ fleet: 'users', token: twice.token, answer })), 'a second time').toBe('passkey_refused');
  });

  test('is not asked of who has no passkey, nor of a program that acts for somebody', async () => {
    const person = await house.person('小满', 'without-passkey@example.com');
    expect(refused(await as(person).askHighTrust({ fleet: 'users' }))).toBe('not_found');
    expect(refused(await as(house.anonymous).askHighTrust({ fleet: 'users' }))).toBe('sign_in_required');
  });
});
