import { afterAll, beforeAll, expect, test } from 'vitest';
import { callBy, testGround, testParts, type TestGround } from '../../test/harness/operations.ts';
import { createOrganisationsOperations, membershipSubscriber } from '../organisations/index.ts';
import { actorOf, centreWithPlans, personWith, prove, valueOf } from '../organisations/testing.ts';
import { createPeopleOperations, identitiesOf } from '../people/index.ts';
import { silentLog, type Call } from '../platform/index.ts';
import { createServicesOperations, entitlementHolderSubscriber } from './index.ts';

let ground: TestGround;
let operator: Call;
const parts = testParts({ reader: centreWithPlans });
const { grantEntitlement, endEntitlement, listEntitlements, readTiedToAccounts, readOwnTiedToAccounts } = createServicesOperations(parts);
const { createOrganisation, addDomain, vouchForDomain, addMember, listMemberships } = createOrganisationsOperations(parts);
const { withdrawProof } = createPeopleOperations(parts);

beforeAll(async () => {
  ground = await testGround();
  operator = callBy(actorOf(await personWith(ground, '春华', 'chunhua@example.com'), '春华', 'operator'));
});
afterAll(() => ground.close());

const grant = (holder: object, days: object = {}) => valueOf(ground, grantEntitlement, operator, { product: 'app', plan: 'pro', holder, from: '2026-11-01', ...days });
const byEmail = (value: string) => ({ kind: 'account', account: { kind: 'email', value } });
async function hear(name: string, subject: string): Promise<void> {
  const event = { id: '1', position: '1', name: `people.${name}`, subject, data: {}, occurredAt: ground.clock.now() };
  for (const subscriber of [membershipSubscriber(parts), entitlementHolderSubscriber]) await subscriber.handle(event, ground.database, { now: ground.clock.now(), log: silentLog, publish: async () => undefined, afterCommit: () => undefined });
}
const has = async (person: string) => ({
  memberships: (await valueOf(ground, listMemberships, operator, { person })).items.length,
  entitlements: (await valueOf(ground, listEntitlements, operator, { person, limit: 50 })).items.length,
});

test('before an account goes it is told what goes with it, as much as then goes', async () => {
  const { id: organisation } = await valueOf(ground, createOrganisation, operator, { name: '春风科技', domainJoining: 'add' });
  const { id: domain } = await valueOf(ground, addDomain, operator, { organisation, domain: 'chunfeng.example' });
  await valueOf(ground, vouchForDomain, operator, { id: domain });
  const { id: byHand } = await valueOf(ground, createOrganisation, operator, { name: '手工加入的' });
  const person = await personWith(ground, '谷雨', 'guyu@chunfeng.example');
  await prove(ground, person, 'guyu@mail.example');
  await prove(ground, person, 'nothing@mail.example');
  await hear('identity_proven', person);
  await valueOf(ground, addMember, operator, { organisation: byHand, person });
  await grant({ kind: 'organisation', id: organisation });
  await grant({ kind: 'organisation', id: byHand });
  await grant({ kind: 'person', id: person });
  await grant(byEmail('guyu@mail.example'));
  await grant(byEmail('guyu@mail.example'), { from: '2026-01-01', until: '2026-02-01' });
  const { id, revision } = await grant(byEmail('guyu@mail.example'));
  await valueOf(ground, endEntitlement, operator, { id, revision });
  const identities = await identitiesOf(ground.database, person);
  const typed = async (items: readonly { identity: string; memberships: number; entitlements: number }[]) => Object.fromEntries(items.map(({ identity, ...counts }) => [identities.find((one) => one.id === identity)?.typed, counts]));
  const told = await typed((await valueOf(ground, readTiedToAccounts, operator, { person })).items);
  expect(told).toEqual({ 'guyu@chunfeng.example': { memberships: 1, entitlements: 1 }, 'guyu@mail.example': { memberships: 0, entitlements: 1 } });
  expect(await typed((await valueOf(ground, readOwnTiedToAccounts, callBy(actorOf(person, '谷雨')), {})).items)).toEqual(told);
  const before = await has(person);
  await valueOf(ground, withdrawProof, operator, { id: person, identity: identities.find((one) => one.typed === 'guyu@chunfeng.example')?.id ?? '' });
  await hear('identity_withdrawn', person);
  expect(await has(person)).toEqual({ ...before, memberships: before.memberships - 1 });
});

test('an account beside which another gives the same ties nothing', async () => {
  const { id: organisation } = await valueOf(ground, createOrganisation, operator, { name: '秋水集团', domainJoining: 'add' });
  const { id: domain } = await valueOf(ground, addDomain, operator, { organisation, domain: 'qiushui.example' });
  await valueOf(ground, vouchForDomain, operator, { id: domain });
  const person = await personWith(ground, '小满', 'one@qiushui.example');
  await prove(ground, person, 'two@qiushui.example');
  await hear('identity_proven', person);
  expect([(await has(person)).memberships, (await valueOf(ground, readTiedToAccounts, operator, { person })).items]).toEqual([1, []]);
});
