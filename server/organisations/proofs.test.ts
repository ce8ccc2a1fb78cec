import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callBy, testGround, testParts, type TestGround } from '../../test/harness/operations.ts';
import { createPeopleOperations, identitiesOf } from '../people/index.ts';
import { personalData } from '../personal-data.ts';
import { invoke, silentLog, type Call, type Operation } from '../platform/index.ts';
import { memberImporter } from './import/member-importer.ts';
import { createOrganisationsOperations, membershipEvents, membershipSubscriber } from './index.ts';
import { organisationsPersonalData } from './personal-data.ts';
import { actorOf, centreWithPlans, personWith, prove, stepOf } from './testing.ts';

let ground: TestGround;
let operator: Call;
const parts = testParts({ reader: centreWithPlans, personalData });
const ops = { ...createOrganisationsOperations(parts), ...createPeopleOperations(parts) };
const told: string[] = [];

beforeAll(async () => {
  ground = await testGround();
  operator = callBy(actorOf(await personWith(ground, '春华', 'chunhua@example.com'), '春华', 'operator'));
});
afterAll(() => ground.close());
beforeEach(() => void told.splice(0));

type Json = { id: string; state: string; source: string; organisation: string; created: string; merge: string; items: Json[] };
async function ok(name: keyof typeof ops, input: object): Promise<Json> {
  const outcome = await invoke(ground, ops[name] as unknown as Operation, operator, input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value as Json;
}
/** Lets organisations hear of what happened to a person. */
async function hear(name: 'identity_proven' | 'identity_withdrawn' | 'person_split' | 'merge_undone', subject: string, data: Record<string, unknown> = {}): Promise<void> {
  if (!membershipEvents.includes(`people.${name}`)) return;
  const event = { id: '1', position: '1', name: `people.${name}`, subject, data, occurredAt: ground.clock.now() };
  await membershipSubscriber(parts).handle(event, ground.database, { now: ground.clock.now(), log: silentLog, publish: async (...events) => void told.push(...events.map((one) => one.name)), afterCommit: () => undefined });
}
const states = async (person: string) => (await ok('listMemberships', { person })).items.map(({ source, state }) => `${source} ${state}`);
const accountOf = async (person: string, typed: string) => (await identitiesOf(ground.database, person)).find((one) => one.typed === typed)?.id ?? '';

let counter = 0;
/** An organisation that speaks for a domain of its own. */
async function withDomain(domainJoining: 'add' | 'suggest' = 'add'): Promise<{ organisation: string; domain: string }> {
  const domain = `firm-${counter++}.example`;
  const { id: organisation } = await ok('createOrganisation', { name: domain, domainJoining });
  const { id } = await ok('addDomain', { organisation, domain });
  await ok('vouchForDomain', { id });
  return { organisation, domain };
}
async function joined(email: string, name = '谷雨'): Promise<string> {
  const person = await personWith(ground, name, email);
  await hear('identity_proven', person);
  return person;
}

describe('whom somebody took out of an organisation', () => {
  test.each(['add', 'suggest'] as const)('is not put back by proving anything (%s)', async (joining) => {
    const { domain } = await withDomain(joining);
    const person = await joined(`a@${domain}`);
    const [member] = (await ok('listMemberships', { person })).items;
    await ok('removeMember', { id: member?.id ?? '' });
    await prove(ground, person, `private-${domain}@mail.example`);
    await hear('identity_proven', person);
    expect(await states(person)).toEqual([]);
    await ok('restoreMember', { id: member?.id ?? '' });
    expect(await states(person)).toEqual([joining === 'add' ? 'domain current' : 'domain suggested']);
  });
});

describe('a proof that is gone', () => {
  test('ends the membership that stood on it alone, and brings it back with it', async () => {
    const { domain } = await withDomain();
    const person = await joined(`b@${domain}`);
    const [before] = (await ok('listMemberships', { person })).items;
    const identity = await accountOf(person, `b@${domain}`);
    await ok('withdrawProof', { id: person, identity });
    await hear('identity_withdrawn', person);
    expect([await states(person), told]).toEqual([[], ['organisation.member_added', 'organisation.member_removed']]);
    await ok('restoreProof', { id: person, identity });
    for (let again = 0; again < 2; again++) await hear('identity_proven', person);
    expect((await ok('listMemberships', { person })).items).toMatchObject([{ id: before?.id, state: 'current' }]);
    expect(told.slice(2)).toEqual(['organisation.member_added']);
  });

  test('ends nothing that another address of the company, or an operator’s hand, gives', async () => {
    const { organisation, domain } = await withDomain();
    const person = await joined(`c@${domain}`);
    await prove(ground, person, `c@mail.${domain}`);
    const { id: byHand } = await ok('createOrganisation', { name: `手工 ${domain}` });
    await ok('addMember', { organisation: byHand, person });
    await ok('withdrawProof', { id: person, identity: await accountOf(person, `c@${domain}`) });
    await hear('identity_withdrawn', person);
    expect((await ok('listMemberships', { person })).items.map((one) => one.organisation).toSorted()).toEqual([organisation, byHand].toSorted());
  });

  test('ends nothing that was given by hand, also when a list named the account later', async () => {
    const { id: organisation } = await ok('createOrganisation', { name: '先手工后导入' });
    const person = await joined('by-hand@example.com');
    await prove(ground, person, 'by-hand@mail.example');
    await ok('addMember', { organisation, person });
    const [planned] = await memberImporter(parts).plan(ground.database, [{ line: 2, fields: { organisation: '先手工后导入', email: 'by-hand@example.com', title: '工程师' } }], { now: ground.clock.now(), place: undefined, batch: '', by: null });
    expect([planned?.verdict, await planned?.run?.(stepOf(ground))]).toEqual(['change', undefined]);
    await ok('withdrawProof', { id: person, identity: await accountOf(person, 'by-hand@example.com') });
    await hear('identity_withdrawn', person);
    expect((await ok('listMemberships', { person })).items).toMatchObject([{ source: 'manual', state: 'current', title: '工程师' }]);
  });

  test('lets a membership that names the account wait for whoever proves it', async () => {
    const { id: organisation } = await ok('createOrganisation', { name: '等人的组织' });
    await ok('addMember', { organisation, account: { kind: 'email', value: 'waits@example.com' } });
    const wrong = await joined('waits@example.com', '认错的人');
    expect(await states(wrong)).toEqual(['manual current']);
    await ok('withdrawProof', { id: wrong, identity: await accountOf(wrong, 'waits@example.com') });
    await hear('identity_withdrawn', wrong);
    expect([await states(wrong), JSON.stringify(await organisationsPersonalData.gather(ground.database, wrong))]).toEqual([[], '{"memberships":[]}']);
    const right = await joined('waits@example.com', '真的主人');
    expect(await states(right)).toEqual(['manual current']);
  });

  test.each([['by a domain', false], ['by a domain and by name', true]])('of accounts that are split off goes to the new entry: %s', async (_how, byName) => {
    const { domain } = await withDomain();
    const { id: organisation } = await ok('createOrganisation', { name: `按账号 ${domain}` });
    if (byName) await ok('addMember', { organisation, account: { kind: 'email', value: `d@${domain}` } });
    const person = await joined(`d@${domain}`);
    await prove(ground, person, `own-${domain}@mail.example`);
    const { created } = await ok('splitPerson', { id: person, identities: [await accountOf(person, `d@${domain}`)], name: '另一位' });
    await hear('person_split', person, { created });
    expect([await states(person), (await states(created)).toSorted()]).toEqual([[], ['domain current', ...(byName ? ['manual current'] : [])]]);
  });
});

describe('of two memberships of one human in an organisation', () => {
  const add = (organisation: string, who: object, days: object = {}) => ok('addMember', { organisation, ...who, ...days });
  const past = { from: '2026-01-01', until: '2026-02-01' };

  test.each([['ended', 'the other entry’s'], ['suggested', 'the other entry’s'], ['current', 'the kept entry’s']])('merged, where the kept one has %s: %s stays, and everything comes back', async (state, whose) => {
    const { organisation, domain } = await withDomain('suggest');
    const kept = await (state === 'suggested' ? joined(`kept@${domain}`) : personWith(ground, '留下的'));
    const gone = await personWith(ground, '并入的');
    if (state !== 'suggested') await add(organisation, { person: kept }, state === 'ended' ? past : {});
    const [own] = (await ok('listMemberships', { person: kept })).items;
    const theirs = await add(organisation, { person: gone }, { until: '2027-01-01' });
    const moved = await organisationsPersonalData.move(ground.database, gone, kept, { now: ground.clock.now() });
    expect((await ok('listMemberships', { person: kept })).items).toMatchObject([{ id: whose === 'the kept entry’s' ? own?.id : theirs.id, state: 'current' }]);
    await organisationsPersonalData.moveBack(ground.database, moved, gone, kept);
    expect([(await ok('listMemberships', { person: kept })).items.map(({ id }) => id), (await ok('listMemberships', { person: gone })).items.map(({ id }) => id)]).toEqual([[own?.id], [theirs.id]]);
  });

  test('the one that waited for the account stays when the other has ended', async () => {
    const { id: organisation } = await ok('createOrganisation', { name: '续约的组织' });
    const person = await personWith(ground, '白露');
    await add(organisation, { person }, past);
    const waiting = await add(organisation, { account: { kind: 'email', value: 'bailu@example.com' } });
    await prove(ground, person, 'bailu@example.com');
    await hear('identity_proven', person);
    expect((await ok('listMemberships', { person })).items).toMatchObject([{ id: waiting.id, state: 'current' }]);
  });
});

describe('memberships of two entries that were one and are two again', () => {
  test('stay with whoever has proven the account in between', async () => {
    const { id: organisation } = await ok('createOrganisation', { name: '合并前的组织' });
    const [kept, gone] = [await joined('stays@example.com', '留下的'), await joined('taken@example.com', '并入的')];
    await ok('addMember', { organisation, account: { kind: 'email', value: 'taken@example.com' } });
    const { merge } = await ok('mergePersons', { id: kept, other: gone });
    await ok('withdrawProof', { id: kept, identity: await accountOf(kept, 'taken@example.com') });
    await hear('identity_withdrawn', kept);
    const right = await joined('taken@example.com', '真主人');
    await ok('undoMerge', { id: kept, merge });
    await hear('merge_undone', kept, { gone, merge });
    expect([await states(kept), await states(gone), await states(right)]).toEqual([[], [], ['manual current']]);
  });

  test('go to the entry whose account gave them while they were one', async () => {
    const { id: organisation } = await ok('createOrganisation', { name: '合并时的组织' });
    const { domain } = await withDomain();
    const [kept, gone] = [await joined('one@example.com'), await joined('two@example.com')];
    const { merge } = await ok('mergePersons', { id: kept, other: gone });
    await ok('addMember', { organisation, account: { kind: 'email', value: 'two@example.com' } });
    await prove(ground, kept, `three@${domain}`);
    await hear('identity_proven', kept);
    await ok('undoMerge', { id: kept, merge });
    await hear('merge_undone', kept, { gone, merge });
    expect([await states(kept), await states(gone)]).toEqual([['domain current'], ['manual current']]);
  });

  test('end once and come back once, even when the human was taken in anew in between', async () => {
    const { id: organisation } = await ok('createOrganisation', { name: '重新加入的组织' });
    const [kept, gone] = [await personWith(ground, '甲'), await personWith(ground, '乙')];
    await ok('addMember', { organisation, person: kept, until: '2027-01-01' });
    const theirs = await ok('addMember', { organisation, person: gone });
    const { merge } = await ok('mergePersons', { id: kept, other: gone });
    await ok('removeMember', { id: theirs.id });
    const anew = await ok('addMember', { organisation, person: kept });
    await ok('undoMerge', { id: kept, merge });
    const ids = async (person: string) => (await ok('listMemberships', { person })).items.map(({ id }) => id);
    expect([await ids(kept), await ids(gone)]).toEqual([[anew.id], []]);
  });
});
