import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { given } from '../centre/testing.ts';
import { admissionRetention } from './retention.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
  stage.world.uid = 'unknown';
  await stage.addFleet({ key: 'qq', admission: { checks: [{ kind: 'uid', product: 'app' }] } });
});
afterEach(() => stage.close());

const day = 86_400_000;
type Person = Awaited<ReturnType<AdmissionStage['person']>>;
const apply = async ({ ops }: Person, number: number, fleet = 'qq') => given(await ops.applyToFleet({ fleet, answers: { uid: String(number) } }));
const struck = async (person: Person, times: number, fleet = 'qq') => {
  for (let time = 0; time < times; time += 1) await apply(person, 100 + time, fleet);
};
/** Deletes as the job does: what is older than so many days, for kinds that have an end. */
async function clean(days: Partial<Record<string, number>> = {}) {
  for (const { key, defaultDays, clean: cleanKind } of admissionRetention) {
    const kept = days[key] ?? defaultDays;
    if (kept !== null) await cleanKind(stage.ground.database, new Date(stage.ground.clock.now().getTime() - kept * day), 1000);
  }
}
const years = (count: number) => stage.ground.clock.advance(count * 366 * day);

describe('somebody who used up their chances', () => {
  test('is refused for good: after ten years as on the first day', async () => {
    const guyu = await stage.person();
    await struck(guyu, 3);
    years(10);
    await clean();
    stage.world.uid = 'proven';
    expect([(await apply(guyu, 7)).state, await stage.count('strike')]).toEqual(['rejected', 3]);
  });

  test('by the chances of the strictest fleet that counts by the list', async () => {
    await stage.addFleet({ key: 'strict', admission: { chances: 2, checks: [{ kind: 'uid', product: 'app' }] } });
    const guyu = await stage.person();
    await struck(guyu, 2);
    years(4);
    await clean();
    stage.world.uid = 'proven';
    expect((await apply(guyu, 7, 'strict')).state).toBe('rejected');
  });

  test('is known by the accounts that they had proven, also under another entry', async () => {
    const [guyu, other] = [await stage.person(), await stage.person()];
    await stage.prove(guyu.id, 'github', '4242');
    await struck(guyu, 2);
    await stage.ground.open.pool.query("update identity set person_id = $1 where kind = 'github'", [other.id]);
    await struck(other, 1);
    years(4);
    await clean();
    expect(await stage.count('strike')).toBe(3);
  });

  test('may apply again after the end that operators chose, counted from the last one', async () => {
    const guyu = await stage.person();
    await struck(guyu, 2);
    stage.ground.clock.advance(300 * day);
    await struck(guyu, 1);
    stage.ground.clock.advance(300 * day);
    await clean({ strikes_barring: 365 });
    expect(await stage.count('strike')).toBe(3);
    stage.ground.clock.advance(70 * day);
    await clean({ strikes_barring: 365 });
    expect(await stage.count('strike')).toBe(0);
    stage.world.uid = 'proven';
    expect((await apply(guyu, 7)).state).toBe('joined');
  });
});

test('who has chances left has all of them again after the usual time; lifted ones bar nobody', async () => {
  const [guyu, lifted] = [await stage.person(), await stage.person()];
  await struck(guyu, 2);
  await struck(lifted, 3);
  const [strike] = given(await stage.root.listStrikes({ person: lifted.id })).items;
  given(await stage.root.liftStrike({ id: strike?.id ?? '', reason: '看错了' }));
  stage.ground.clock.advance(1094 * day);
  await clean();
  expect(await stage.count('strike')).toBe(5);
  stage.ground.clock.advance(2 * day);
  await clean();
  expect(await stage.count('strike')).toBe(0);
});
