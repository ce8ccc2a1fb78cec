import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callBy, testGround, testParts, type TestGround } from '../../test/harness/operations.ts';
import { actorOf, centreWithPlans, personWith, prove, valueOf } from '../organisations/testing.ts';
import { createPeopleOperations, identitiesOf } from '../people/index.ts';
import { personalData } from '../personal-data.ts';
import type { Call } from '../platform/index.ts';
import { createServicesOperations, entitlementHolderSubscriber } from './index.ts';

let ground: TestGround;
let operator: Call;
const parts = testParts({ reader: centreWithPlans, personalData });
const { grantEntitlement, listEntitlements } = createServicesOperations(parts);
const { mergePersons, undoMerge, withdrawProof } = createPeopleOperations(parts);

beforeAll(async () => {
  ground = await testGround();
  operator = callBy(actorOf(await personWith(ground, '春华', 'chunhua@example.com'), '春华', 'operator'));
});
afterAll(() => ground.close());

/** Lets entitlements hear of what happened to a person, where they listen for it. */
async function hear(name: string, subject: string, data: Record<string, unknown> = {}): Promise<void> {
  if (entitlementHolderSubscriber.events !== 'all' && !entitlementHolderSubscriber.events.includes(`people.${name}`)) return;
  const event = { id: '1', position: '1', name: `people.${name}`, subject, data, occurredAt: ground.clock.now() };
  await entitlementHolderSubscriber.handle(event, ground.database, { now: ground.clock.now(), log: ground.log, publish: async () => undefined, afterCommit: () => undefined });
}
const grant = (value: string) => valueOf(ground, grantEntitlement, operator, { product: 'app', plan: 'pro', holder: { kind: 'account', account: { kind: 'email', value } }, from: '2026-11-01' });
const heldBy = async (person: string) => (await valueOf(ground, listEntitlements, operator, { person, limit: 50 })).items.map(({ id }) => id);
const identity = async (person: string, typed: string) => (await identitiesOf(ground.database, person)).find((one) => one.typed === typed)?.id ?? '';

describe('two entries that were one and are two again', () => {
  test('do not get back what has become somebody else’s by a proof in between', async () => {
    const [kept, gone] = [await personWith(ground, '留下的', 'kept@example.com'), await personWith(ground, '并入的', 'shared@example.com')];
    const { id } = await grant('shared@example.com');
    const { merge } = await valueOf(ground, mergePersons, operator, { id: kept, other: gone });
    await valueOf(ground, withdrawProof, operator, { id: kept, identity: await identity(kept, 'shared@example.com') });
    await hear('identity_withdrawn', kept);
    const right = await personWith(ground, '真主人', 'shared@example.com');
    await hear('identity_proven', right);
    await valueOf(ground, undoMerge, operator, { id: kept, merge });
    await hear('merge_undone', kept, { gone, merge });
    expect([await heldBy(kept), await heldBy(gone), await heldBy(right)]).toEqual([[], [], [id]]);
  });

  test('each have what was granted to their accounts while they were one', async () => {
    const [kept, gone] = [await personWith(ground, '谷雨', 'guyu@example.com'), await personWith(ground, '小满', 'xiaoman@example.com')];
    await prove(ground, gone, 'xiaoman@mail.example');
    const before = await grant('xiaoman@mail.example');
    const { merge } = await valueOf(ground, mergePersons, operator, { id: kept, other: gone });
    const [ofKept, ofGone] = [await grant('guyu@example.com'), await grant('xiaoman@example.com')];
    expect(await heldBy(kept)).toHaveLength(3);
    await valueOf(ground, undoMerge, operator, { id: kept, merge });
    await hear('merge_undone', kept, { gone, merge });
    expect([await heldBy(kept), (await heldBy(gone)).toSorted()]).toEqual([[ofKept.id], [before.id, ofGone.id].toSorted()]);
  });
});
