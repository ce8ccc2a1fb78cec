import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callBy, testGround, testParts, type TestGround } from '../../test/harness/operations.ts';
import type { EntitlementView } from '../../common/contract/entitlements.ts';
import { dayLater } from '../../common/contract/day.ts';
import { createOrganisationsOperations, currentOrganisationsOf } from '../organisations/index.ts';
import { actorOf, centreWithPlans, personWith, prove } from '../organisations/testing.ts';
import { createPeopleOperations, identitiesOf } from '../people/index.ts';
import { invoke, type Call, type Operation } from '../platform/index.ts';
import { createEntitlementsOf, createServicesOperations, entitlementHolderSubscriber, servicesPersonalData } from './index.ts';
import { currentEntitlements, entitlementState, type HeldFacts } from './rules/current-entitlements.ts';

let ground: TestGround;
let operator: Call;
const parts = testParts({ reader: centreWithPlans });
const ops = { ...createServicesOperations(parts), ...createOrganisationsOperations(parts) };
const entitlementsOf = createEntitlementsOf(parts);

beforeAll(async () => {
  ground = await testGround();
  operator = callBy(actorOf(await personWith(ground, '春华', 'chunhua@example.com'), '春华', 'operator'));
});
afterAll(() => ground.close());

async function ask(name: keyof typeof ops, input: object, call = operator) {
  const outcome = await invoke(ground, ops[name] as unknown as Operation, call, input);
  return outcome.ok ? { ok: true as const, value: outcome.value as EntitlementView & { items: EntitlementView[]; usesLeft: number } } : { ok: false as const, code: outcome.refusal.code, fields: outcome.refusal.fields?.map(({ path, code }) => `${path} ${code}`) };
}
async function ok(name: keyof typeof ops, input: object, call = operator) {
  const answer = await ask(name, input, call);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}
const held = async (person: string) => (await entitlementsOf(ground.database, person, ground.clock.now())).map(({ facts, state, best }) => `${facts.product}/${facts.plan} ${state}${best ? ' best' : ''}${facts.through === undefined ? '' : ` through ${facts.through}`}`);

describe('an entitlement', () => {
  test('holds from its first day until the day before its end, in the centre’s own time zone', async () => {
    const person = await personWith(ground, '谷雨', 'guyu@example.com');
    await ok('grantEntitlement', { product: 'app', plan: 'pro', holder: { kind: 'person', id: person }, from: '2026-11-18', until: '2026-11-19' });
    const at = async (instant: string) => (await entitlementsOf(ground.database, person, new Date(instant))).map(({ state }) => state);
    expect(await at('2026-11-17T15:59:59Z')).toEqual([]);
    expect(await at('2026-11-17T16:00:00Z')).toEqual(['current']);
    expect(await at('2026-11-18T15:59:59Z')).toEqual(['current']);
    expect(await at('2026-11-18T16:00:00Z')).toEqual(['expired']);
    expect(await at('2027-03-01T00:00:00Z')).toEqual([]);
  });

  test('law: intervals that follow one another hold on every day exactly once', () => {
    const day = fc.integer({ min: 0, max: 800 }).map((count) => dayLater('2026-01-01', count));
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 3, maxLength: 8 }), day, (days, today) => {
        const ends = days.toSorted();
        const pieces = ends.slice(1).map((until, index) => ({ from: ends[index] ?? '', until, usesLeft: null, ended: false }));
        const holding = pieces.filter((piece) => entitlementState(piece, today) === 'current');
        expect(holding.length).toBe(today >= (ends[0] ?? '') && today < (ends.at(-1) ?? '') ? 1 : 0);
      }),
    );
  });

  test('law: the best of a product is paid when any is, and there is exactly one', () => {
    const facts = fc.record({ id: fc.uuid(), product: fc.constantFrom('app', 'box'), plan: fc.constantFrom('pro', 'free', 'gone'), from: fc.constantFrom('2026-01-01', '2027-01-01'), until: fc.constantFrom(null, '2026-06-01', '2027-01-01'), usesLeft: fc.constantFrom(null, 0, 1), ended: fc.boolean() });
    const kindOf = (_product: string, plan: string) => (plan === 'pro' ? 'paid' : plan === 'free' ? 'free' : undefined);
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 12 }), (all: HeldFacts[]) => {
        const answered = currentEntitlements(all, kindOf, '2026-11-18', '2026-09-01');
        for (const product of ['app', 'box']) {
          const current = answered.filter(({ facts: { product: of }, state }) => of === product && state === 'current');
          expect(current.filter(({ best }) => best).length).toBe(current.length > 0 ? 1 : 0);
          expect(current.find(({ best }) => best)?.kind === 'paid').toBe(current.some(({ kind }) => kind === 'paid'));
        }
        expect(answered.some(({ facts: { plan, ended } }) => plan === 'gone' || ended)).toBe(false);
      }),
    );
  });

  test('of an organisation holds for its current members in every department, and rests while it is archived', async () => {
    const person = await personWith(ground, '白露', 'bailu@example.com');
    const organisation = await ok('createOrganisation', { name: '白露科技' });
    const department = await ok('createDepartment', { organisation: organisation.id, name: '运维部' });
    await ok('addMember', { organisation: organisation.id, person, department: department.id, until: '2026-11-20' });
    await ok('grantEntitlement', { product: 'box', plan: 'team', holder: { kind: 'organisation', id: organisation.id } });
    expect(await held(person)).toEqual(['box/team current best through 白露科技']);
    await ok('archiveOrganisation', { id: organisation.id });
    expect(await held(person)).toEqual([]);
    await ok('restoreOrganisation', { id: organisation.id });
    expect(await entitlementsOf(ground.database, person, new Date('2026-11-20T02:00:00Z'))).toEqual([]);
    expect(await currentOrganisationsOf(ground.database, person, '2026-11-19')).toHaveLength(1);
  });

  test('named by an account is nobody’s until the account is proven, and then its owner’s (D1)', async () => {
    const waiting = await ok('grantEntitlement', { product: 'app', plan: 'pro', holder: { kind: 'account', account: { kind: 'email', value: 'Hanlu@Example.com' } } });
    expect(waiting.holder).toEqual({ kind: 'account', accountKind: 'email', value: 'Hanlu@Example.com' });
    const person = await personWith(ground, '寒露');
    const hear = () => entitlementHolderSubscriber.handle({ id: '', position: '1', name: 'people.identity_proven', subject: person, data: {}, occurredAt: ground.clock.now() }, ground.database, { now: ground.clock.now(), log: ground.log, publish: async () => undefined, afterCommit: () => undefined });
    await hear();
    expect(await held(person)).toEqual([]);
    await prove(ground, person, 'hanlu@example.com');
    await hear();
    expect(await held(person)).toEqual(['app/pro current best']);
    expect((await ok('listEntitlements', { person })).items).toMatchObject([{ id: waiting.id, holder: { kind: 'person', id: person, name: '寒露' } }]);
  });

  test('that names an account leaves whose proof of it is gone, and goes with accounts that are split off', async () => {
    const hear = async (event: string, subject: string) => entitlementHolderSubscriber.handle({ id: '1', position: '1', name: `people.${event}`, subject, data: {}, occurredAt: ground.clock.now() }, ground.database, { now: ground.clock.now(), log: ground.log, publish: async () => undefined, afterCommit: () => undefined });
    const people = createPeopleOperations(parts);
    const grant = (value: string) => ok('grantEntitlement', { product: 'app', plan: 'pro', holder: { kind: 'account', account: { kind: 'email', value } }, from: '2026-11-01' });
    const accountOf = async (person: string, typed: string) => (await identitiesOf(ground.database, person)).find((one) => one.typed === typed)?.id ?? '';
    const person = await personWith(ground, '大暑', 'dashu@example.com');
    await prove(ground, person, 'company@example.com');
    for (const value of ['company@example.com', 'dashu@example.com']) await grant(value);
    await ok('grantEntitlement', { product: 'box', plan: 'team', holder: { kind: 'person', id: person }, from: '2026-11-01' });
    const plans = async (of: string) => (await held(of)).map((line) => line.split(' ')[0]).toSorted();
    expect(await plans(person)).toEqual(['app/pro', 'app/pro', 'box/team']);
    const split = await invoke(ground, people.splitPerson, operator, { id: person, identities: [await accountOf(person, 'company@example.com')], name: '另一位' });
    if (!split.ok) throw new Error(split.refusal.code);
    await hear('person_split', person);
    expect([await plans(person), await plans(split.value.created)]).toEqual([['app/pro', 'box/team'], ['app/pro']]);
    const withdrawn = await invoke(ground, people.withdrawProof, operator, { id: person, identity: await accountOf(person, 'dashu@example.com') });
    expect(withdrawn.ok).toBe(true);
    await hear('identity_withdrawn', person);
    expect(await plans(person)).toEqual(['box/team']);
    const right = await personWith(ground, '真主人', 'dashu@example.com');
    await hear('identity_proven', right);
    expect(await plans(right)).toEqual(['app/pro']);
  });

  test('is ended at once and its end is taken back; an older revision changes nothing', async () => {
    const person = await personWith(ground, '霜降');
    const granted = await ok('grantEntitlement', { product: 'app', plan: 'pro', holder: { kind: 'person', id: person }, until: '2027-01-01' });
    const ended = await ok('endEntitlement', { id: granted.id, revision: 1 });
    expect([ended.state, await held(person)]).toEqual(['ended', []]);
    expect(await ask('resumeEntitlement', { id: granted.id, revision: 1 })).toMatchObject({ code: 'stale_revision' });
    expect(await ok('resumeEntitlement', { id: granted.id, revision: 2 })).toMatchObject({ state: 'current', lastDay: '2026-12-31' });
  });

  test('names a product and plan of the centre, with the likely right word', async () => {
    const person = await personWith(ground, '立冬');
    expect(await ask('grantEntitlement', { product: 'ap', plan: 'pro', holder: { kind: 'person', id: person } })).toMatchObject({ fields: ['product product_unknown_similar'] });
    expect(await ask('grantEntitlement', { product: 'app', plan: 'team', holder: { kind: 'person', id: person } })).toMatchObject({ fields: ['plan plan_unknown'] });
    expect(await ask('grantEntitlement', { product: 'app', plan: 'pro', holder: { kind: 'organisation', id: person } })).toMatchObject({ fields: ['holder.id organisation_unknown'] });
    expect(await ask('grantEntitlement', { product: 'app', plan: 'pro', holder: { kind: 'account', account: { kind: 'email', value: 'nobody' } } })).toMatchObject({ fields: ['holder.account.value email'] });
  });
});

describe('uses', () => {
  test('law: however many ask at once, none are taken that are not there', async () => {
    const person = await personWith(ground, '小雪');
    const { id } = await ok('grantEntitlement', { product: 'app', plan: 'pro', holder: { kind: 'person', id: person }, uses: 7 });
    const answers = await Promise.all(Array.from({ length: 40 }, (_one, index) => ask('takeEntitlementUse', { id, count: 1 + (index % 2) })));
    const taken = answers.reduce((sum, answer, index) => sum + (answer.ok ? 1 + (index % 2) : 0), 0);
    const { rows } = await sql<{ left: number }>`select uses_left as left from entitlement where id = ${id}`.execute(ground.database);
    expect(taken + (rows[0]?.left ?? -1)).toBe(7);
    expect(rows[0]?.left).toBeGreaterThanOrEqual(0);
    expect(answers.filter((answer) => !answer.ok).every((answer) => !answer.ok && answer.code === 'no_uses_left')).toBe(true);
  });

  test('are given back up to what was granted, and a larger grant keeps what was taken', async () => {
    const person = await personWith(ground, '大雪');
    const { id } = await ok('grantEntitlement', { product: 'app', plan: 'pro', holder: { kind: 'person', id: person }, uses: 3 });
    await ok('takeEntitlementUse', { id, count: 2 });
    expect((await ok('updateEntitlement', { id, revision: 1, uses: 10 })).usesLeft).toBe(8);
    expect((await ok('updateEntitlement', { id, revision: 2, uses: 1 })).usesLeft).toBe(0);
    expect((await ok('returnEntitlementUse', { id, count: 100 })).usesLeft).toBe(1);
  });

  test('without a limit are never used up, and used-up ones no longer hold', async () => {
    const person = await personWith(ground, '冬至');
    const free = await ok('grantEntitlement', { product: 'app', plan: 'free', holder: { kind: 'person', id: person } });
    expect((await ok('takeEntitlementUse', { id: free.id, count: 1000 })).usesLeft).toBeNull();
    const paid = await ok('grantEntitlement', { product: 'app', plan: 'pro', holder: { kind: 'person', id: person }, uses: 1 });
    expect(await held(person)).toEqual(['app/pro current best', 'app/free current']);
    await ok('takeEntitlementUse', { id: paid.id });
    expect(await held(person)).toEqual(['app/free current best']);
  });
});

describe('who may see entitlements', () => {
  test('C6: by the id, by the person, by the organisation and by the reference, the verdict is the same', async () => {
    const person = await personWith(ground, '小寒');
    const { id } = await ok('grantEntitlement', { product: 'app', plan: 'pro', holder: { kind: 'person', id: person }, reference: 'HT-SECRET-1' });
    const ways: [keyof typeof ops, object][] = [['readEntitlement', { id }], ['listEntitlements', { person }], ['listEntitlements', { search: 'HT-SECRET' }], ['listEntitlements', { product: 'app' }], ['listMemberships', { person }]];
    for (const actor of [actorOf(person, '小寒'), actorOf(person, '小寒', 'moderator')]) for (const [name, input] of ways) expect([name, await ask(name, input, callBy(actor))]).toMatchObject([name, { ok: false, code: 'not_found' }]);
    for (const [name, input] of ways) expect([name, (await ask(name, input, callBy(actorOf(person, '小满', 'agent')))).ok]).toEqual([name, true]);
    expect(await ask('endEntitlement', { id, revision: 1 }, callBy(actorOf(person, '小满', 'agent')))).toMatchObject({ ok: false, code: 'not_found' });
  });

  test('everyone sees their own, in their language, and only those (D12)', async () => {
    const [one, other] = [await personWith(ground, '大寒'), await personWith(ground, '雨水')];
    await ok('grantEntitlement', { product: 'app', plan: 'pro', holder: { kind: 'person', id: one } });
    const own = async (id: string, language: 'zh-CN' | 'en') => (await ok('readOwnEntitlements', {}, callBy(actorOf(id, 'x'), { language }))).items;
    expect(await own(one, 'en')).toMatchObject([{ productName: 'Market', planName: 'Pro', state: 'current', best: true }]);
    expect(await own(other, 'zh-CN')).toEqual([]);
    expect(await ask('readOwnEntitlements', { person: one }, callBy(actorOf(other, 'x')))).toMatchObject({ ok: false, code: 'invalid_input' });
  });

  test('who is erased leaves a nameless fact, and what was merged comes back', async () => {
    const [one, other] = [await personWith(ground, '惊蛰'), await personWith(ground, '春分')];
    const { id } = await ok('grantEntitlement', { product: 'app', plan: 'pro', holder: { kind: 'person', id: one }, reference: 'HT-9', note: '惊蛰的合同' });
    const moved = await servicesPersonalData.move(ground.database, one, other, { now: ground.clock.now() });
    expect(await held(other)).toHaveLength(1);
    await servicesPersonalData.moveBack(ground.database, moved, one, other);
    expect(JSON.stringify(await servicesPersonalData.gather(ground.database, one))).toContain('惊蛰的合同');
    await servicesPersonalData.erase(ground.database, one, { now: ground.clock.now(), secrets: ground.secrets });
    expect(await ask('readEntitlement', { id })).toMatchObject({ code: 'not_found' });
    const { rows } = await sql<{ text: string }>`select entitlement::text as text from entitlement where id = ${id}`.execute(ground.database);
    expect(rows[0]?.text).not.toMatch(/惊蛰|HT-9/);
  });
});
