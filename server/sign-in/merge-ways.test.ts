import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, callBy, testParts } from '../../test/harness/operations.ts';
import { createPeopleOperations } from '../people/index.ts';
import { callerFor, type PersonActor } from '../platform/index.ts';
import { given, refused, signInGround } from './testing/ground.ts';

let house: Awaited<ReturnType<typeof signInGround>>;
let operator: PersonActor;
const [first, second] = ['雨水过后就是惊蛰和春分', '谷雨以后便是立夏和小满'];

beforeAll(async () => {
  house = await signInGround({}, { unlimited: true });
  await house.person('春华', { email: 'chunhua@example.com', role: 'operator' });
});
afterAll(() => house.close());
beforeEach(async () => {
  house.ground.clock.advance(3600_000);
  operator = (await house.session('chunhua@example.com')).actor;
});
const staff = () => callerFor(house.ground, createPeopleOperations(testParts()), callBy(operator));
const enter = (email: string, password: string) => house.as(anonymous).signIn({ email, password });

describe('merging two entries', () => {
  test('takes along the app and the password where the entry that stays has none: nobody is asked for less than before', async () => {
    const kept = await house.person('留下', { email: 'kept@example.com' });
    const gone = await house.person('并入', { email: 'gone@example.com', role: 'agent', password: first });
    const { key, codes } = await house.withApp((await house.session('gone@example.com')).actor);
    expect(given(await staff().previewMerge({ id: kept, other: gone })).ends).toEqual([{ area: 'sign_in', what: 'sign_in_recovery_code', count: codes.length }]);
    const { merge } = given(await staff().mergePersons({ id: kept, other: gone }));
    // A mailed code alone opened the entry that stays before; now it opens it with the app.
    const step = await house.enter('gone@example.com');
    if (step.step !== 'more') throw new Error(step.step);
    house.ground.clock.advance(60_000);
    expect(given(await house.as(anonymous).finishWithSecondFactor({ token: step.token, answer: house.codeOf(key) }))).toMatchObject({ step: 'done', name: '留下' });
    expect(given(await enter('kept@example.com', first)).step).toBe('more');
    given(await staff().undoMerge({ id: kept, merge }));
    expect(given(await enter('gone@example.com', first)).step).toBe('more');
    expect((await house.enter('kept@example.com')).step).toBe('done');
  });

  test('says which ways in end where both have one, and brings them back', async () => {
    const kept = await house.person('留下的二', { email: 'kept-two@example.com', role: 'agent', password: first });
    const gone = await house.person('并入的二', { email: 'gone-two@example.com', role: 'agent', password: second });
    for (const email of ['kept-two@example.com', 'gone-two@example.com']) await house.withApp((await house.session(email)).actor);
    const { ends } = given(await staff().previewMerge({ id: kept, other: gone }));
    expect(ends.map(({ area, what }) => `${area} ${what}`).toSorted()).toEqual(['sign_in credential', 'sign_in sign_in_recovery_code', 'sign_in sign_in_totp']);
    const { merge } = given(await staff().mergePersons({ id: kept, other: gone }));
    expect([given(await enter('gone-two@example.com', first)).step, refused(await enter('gone-two@example.com', second))]).toEqual(['more', 'wrong_credentials']);
    given(await staff().undoMerge({ id: kept, merge }));
    expect([given(await enter('gone-two@example.com', second)).step, given(await enter('kept-two@example.com', first)).step]).toEqual(['more', 'more']);
  });

  test('undone, leaves a password that was changed meanwhile where it was changed', async () => {
    const kept = await house.person('留下的三', { email: 'kept-three@example.com' });
    const gone = await house.person('并入的三', { email: 'gone-three@example.com', role: 'agent', password: first });
    const { merge } = given(await staff().mergePersons({ id: kept, other: gone }));
    const { actor } = await house.session('kept-three@example.com');
    house.ground.clock.advance(1000);
    given(await house.as(actor).choosePassword({ password: second }));
    given(await staff().undoMerge({ id: kept, merge }));
    expect([given(await enter('kept-three@example.com', second)).step, refused(await enter('gone-three@example.com', first))]).toEqual(['done', 'wrong_credentials']);
  });
});
