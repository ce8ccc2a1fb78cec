import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from '../../test/harness/operations.ts';
import { listAuditEntries, type Actor } from '../platform/index.ts';
import { accountOf, findOwner, grantsOf, insertIdentity, proveIdentity } from './index.ts';
import { readExact, readSearch } from './rules/search-tokens.ts';
import { findPersons } from './store/find-persons.ts';
import { centre, operatorOfCentre, peopleGround, valueOf as value } from './testing.ts';

let people: Awaited<ReturnType<typeof peopleGround>>;
let chunhua: Actor;
beforeAll(async () => {
  people = await peopleGround();
  chunhua = await people.actorFor(await people.add('春华', { grants: [operatorOfCentre], claims: ['chunhua@example.com'] }));
});
afterAll(() => people.ground.close());

const as = (actor: Actor) => people.as(actor);
const prove = (id: string, email: string) => proveIdentity(people.work(), id, people.accountFor(email), 'email_code');

describe('D1: an account belongs to who proves it', () => {
  test('a stranger’s claim and sessions die when the owner proves the address; the owner is nobody’s continuation', async () => {
    const [stranger, owner] = [await people.add('陌生人', { claims: ['victim@example.com'] }), await people.add('失主')];
    const session = await people.signIn(stranger);
    expect(await prove(owner, 'Victim@Example.com')).toBe('proven');
    expect(await session.actor()).toMatchObject({ kind: 'anonymous' });
    expect((await value(as(chunhua).readPerson({ id: stranger }))).identities).toEqual([]);
    expect(await findOwner(people.ground.database, people.accountFor('victim@example.com'))).toEqual({ personId: owner, name: '失主', disabled: false });
    expect(people.published).toContain(`people.identity_withdrawn ${stranger}`);
  });

  test('what somebody has proven is taken for everyone else, and proving it again changes nothing', async () => {
    const [first, second] = [await people.add('甲'), await people.add('乙')];
    expect([await prove(first, 'one@example.com'), await prove(first, 'one@example.com'), await prove(second, 'ONE@example.com')]).toEqual(['proven', 'already', 'taken']);
  });

  test('of many who prove one address at the same time, one gets it', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, (_one, index) => people.add(`同时${index}`)));
    const answers = await Promise.all(all.map((id) => people.ground.database.transaction().execute((db) => proveIdentity({ ...people.work(), db }, id, people.accountFor('race@example.com'), 'magic_link'))));
    expect(answers.filter((answer) => answer === 'proven')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(11);
  });
});

describe('finding persons', () => {
  beforeAll(async () => {
    await people.add('欧阳清风', { claims: ['qingfeng.ouyang@gmail.com'] });
    const li = await people.add('Lily 李丽', { claims: ['lily@example.org'] });
    for (const [kind, typed, issuer] of [['phone', '138 0013 8000'], ['product_uid', 'UID-77421', 'littleskin'], ['github', 'Lily-Dev'], ['qq', '10086123']] as const) {
      const read = accountOf(kind, typed, issuer);
      if (read.ok) await insertIdentity(people.ground.database, li, read.account, undefined, people.ground.clock.now());
    }
  });
  const names = async (search: string, more: object = {}) => (await value(as(chunhua).listPersons({ search, ...more }))).items.map(({ name }) => name);

  test.each([
    ['欧阳', '欧阳清风'], ['清', '欧阳清风'], ['阳清', '欧阳清风'], ['lil', 'Lily 李丽'], ['李丽', 'Lily 李丽'], ['LILY@example.org', 'Lily 李丽'], ['ｌily@exa', 'Lily 李丽'], ['+86 138-0013', 'Lily 李丽'], ['13800138000', 'Lily 李丽'],
    ['uid-774', 'Lily 李丽'], ['UID-77421', 'Lily 李丽'], ['lily-dev', 'Lily 李丽'], ['100861', 'Lily 李丽'], ['qingfengouyang+x@googlemail.com', '欧阳清风'], ['李 lily', 'Lily 李丽'], ['qingfeng', '欧阳清风'],
  ])('%s finds %s', async (search, name) => {
    expect(await names(search)).toEqual([name]);
  });

  test.each(['欧清', 'nobody', '李四', "'", '\\', "a' | b:*", '!!', '@', '李 欧阳'])('%s finds nobody, whatever it means to a search engine', async (search) => {
    expect(await names(search)).toEqual([]);
  });

  test('whoever bears exactly what is looked for comes before all who have it somewhere, on every page', async () => {
    await people.add('谷雨');
    for (let number = 0; number < 7; number += 1) await people.add(`林谷雨${number}`);
    const read = accountOf('qq', '55667');
    if (read.ok) await insertIdentity(people.ground.database, await people.add('王谷雨', { claims: ['55667x@example.org'] }), read.account, undefined, people.ground.clock.now());
    await people.add('谷雨');
    await people.add('小林谷雨', { claims: ['556670@example.org'] });
    expect(await names('谷雨', { limit: 3 })).toEqual(['谷雨', '谷雨', '小林谷雨']);
    expect(await names('55667')).toEqual(['王谷雨', '小林谷雨']);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await value(as(chunhua).listPersons({ search: '谷雨', limit: 1, ...(cursor === undefined ? {} : { cursor }) }));
      seen.push(...page.items.map(({ id, name }) => `${name} ${id}`));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(11);
    expect(new Set(seen).size).toBe(11);
    expect(seen.slice(0, 2).map((line) => line.split(' ')[0])).toEqual(['谷雨', '谷雨']);
  });

  test.each([
    { name: 'few bear it, so that all are sorted', common: '芒芒', bounds: { near: 2, sorted: 100, far: 3 } },
    { name: 'many bear it, so that the latest are gone through a part at a time', common: '夏夏', bounds: { near: 2, sorted: 4, far: 7 } },
    { name: 'the latest are enough', common: '秋秋', bounds: { near: 1_000, sorted: 1, far: 1 } },
  ])('a common name is found whole, page by page, when $name', async ({ common, bounds }) => {
    const bearers: string[] = [];
    for (let number = 0; number < 18; number += 1) {
      const id = await people.add(number % 3 === 1 ? '别人' : number === 9 ? common : `${common}${number}`);
      if (number % 3 !== 1) bearers.push(id);
    }
    const seen: { id: string; isExact: boolean }[] = [];
    for (let after: { id: string; isExact: boolean } | undefined, pages = 0; ; pages += 1) {
      expect(pages).toBeLessThan(40);
      const page = await findPersons(people.ground.database, { wanted: readSearch(common) ?? [], exact: readExact(common) }, { state: 'active', staff: undefined }, after, 2, bounds);
      seen.push(...page.persons);
      after = page.goOnAfter === undefined ? page.persons.at(-1) : { id: page.goOnAfter, isExact: false };
      if (after === undefined || (page.persons.length < 2 && page.goOnAfter === undefined)) break;
    }
    const [first, ...others] = seen.map(({ id }) => id);
    expect(seen.filter(({ isExact }) => isExact).map(({ id }) => id)).toEqual([first]);
    expect(others).toEqual(bearers.filter((id) => id !== first).toReversed());
  });

  test('pages through everyone once, the latest first', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await value(as(chunhua).listPersons({ limit: 4, ...(cursor === undefined ? {} : { cursor }) }));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(seen.toSorted().reverse());
    expect(seen.length).toBeGreaterThan(15);
  });

  test('a renamed person is found under the new name only', async () => {
    const id = await people.add('旧名字');
    await value(as(chunhua).renamePerson({ id, name: '新称呼', revision: 1 }));
    expect([await names('旧名字'), await names('新称呼')]).toEqual([[], ['新称呼']]);
    expect(await as(chunhua).renamePerson({ id, name: '又一个', revision: 1 })).toMatchObject({ ok: false, refusal: { code: 'stale_revision' } });
  });
});

describe('accounts of a person', () => {
  test('are claimed, confirmed by an operator’s word, withdrawn and removed, each in the history', async () => {
    const id = await people.add('小雪');
    const session = await people.signIn(id);
    const { identity } = await value(as(chunhua).addIdentity({ id, kind: 'github', account: ' https://github.com/XiaoXue/ ' }));
    expect((await value(as(chunhua).readPerson({ id }))).identities).toMatchObject([{ typed: 'https://github.com/XiaoXue/', canonical: '@xiaoxue' }]);
    expect(await as(chunhua).addIdentity({ id, kind: 'github', account: '@xiaoxue' })).toMatchObject({ refusal: { code: 'account_known' } });
    await value(as(chunhua).confirmIdentity({ id, identity }));
    expect((await value(as(chunhua).readPerson({ id }))).identities).toMatchObject([{ provenHow: 'operator' }]);
    expect(await as(chunhua).removeIdentity({ id, identity })).toMatchObject({ refusal: { code: 'still_proven' } });
    await value(as(chunhua).withdrawProof({ id, identity }));
    expect(await session.actor()).toMatchObject({ kind: 'anonymous' });
    await value(as(chunhua).removeIdentity({ id, identity }));
    const history = await listAuditEntries(people.ground.database, { subjectKind: 'person', subjectKey: id }, 20);
    expect(history.map(({ operation }) => operation).toSorted()).toEqual(['addIdentity', 'confirmIdentity', 'removeIdentity', 'withdrawProof']);
  });

  test('a proof that was taken back is given back as it was: its method and its date', async () => {
    const id = await people.add('小寒', { proves: ['xiaohan@example.com'] });
    const [before] = (await value(as(chunhua).readPerson({ id }))).identities;
    const identity = before?.id ?? '';
    people.ground.clock.advance(60_000);
    await value(as(chunhua).withdrawProof({ id, identity }));
    const [withdrawn] = (await value(as(chunhua).readPerson({ id }))).identities;
    expect(withdrawn).toMatchObject({ id: identity, withdrawnAt: people.ground.clock.now().toISOString() });
    expect(withdrawn).not.toHaveProperty('provenAt');
    await value(as(chunhua).restoreProof({ id, identity }));
    expect((await value(as(chunhua).readPerson({ id }))).identities).toEqual([before]);
    expect(before).toMatchObject({ provenHow: 'email_code' });
    expect(await as(chunhua).restoreProof({ id, identity })).toMatchObject({ refusal: { code: 'not_found' } });
  });

  test('a proof that was taken back is not given back once somebody else has proven the account', async () => {
    const [id, owner] = [await people.add('甲方', { proves: ['moved@example.com'] }), await people.add('乙方')];
    const identity = (await value(as(chunhua).readPerson({ id }))).identities[0]?.id ?? '';
    const spare = await people.add('丙方', { proves: ['spare-moved@example.com'] });
    const other = (await value(as(chunhua).readPerson({ id: spare }))).identities[0]?.id ?? '';
    await value(as(chunhua).withdrawProof({ id, identity }));
    await value(as(chunhua).withdrawProof({ id: spare, identity: other }));
    await people.ground.database.transaction().execute((db) => proveIdentity({ ...people.work(), db }, owner, people.accountFor('moved@example.com'), 'email_code'));
    expect(await as(chunhua).restoreProof({ id, identity })).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await as(chunhua).restoreProof({ id: spare, identity: other })).toMatchObject({ ok: true });
  });

  test('an undone confirmation leaves everybody’s claims as they were; not once the person has proven the account themselves', async () => {
    const [id, other] = [await people.add('立夏', { claims: ['shared-claim@example.com'] }), await people.add('小满', { claims: ['Shared-Claim@example.com'] })];
    const identity = (await value(as(chunhua).readPerson({ id }))).identities[0]?.id ?? '';
    const { displaced } = await value(as(chunhua).confirmIdentity({ id, identity }));
    expect(displaced).toEqual([{ person: other, account: 'Shared-Claim@example.com' }]);
    expect((await value(as(chunhua).readPerson({ id: other }))).identities).toEqual([]);
    await value(as(chunhua).undoConfirmation({ id, identity, claims: [...displaced, { person: other, account: 'another@example.com' }] }));
    for (const [person, typed] of [[id, 'shared-claim@example.com'], [other, 'Shared-Claim@example.com']] as const) {
      const { identities } = await value(as(chunhua).readPerson({ id: person }));
      expect(identities).toMatchObject([{ typed, others: 1 }]);
      expect(identities[0]).not.toHaveProperty('provenAt');
      expect(identities[0]).not.toHaveProperty('withdrawnAt');
    }
    await people.ground.database.transaction().execute((db) => proveIdentity({ ...people.work(), db }, id, people.accountFor('shared-claim@example.com'), 'email_code'));
    expect(await as(chunhua).undoConfirmation({ id, identity })).toMatchObject({ refusal: { code: 'too_late' } });
  });

  test('what another has proven cannot be confirmed', async () => {
    const [owner, other] = [await people.add('物主'), await people.add('别人', { claims: ['owned@example.com'] })];
    const identity = (await value(as(chunhua).readPerson({ id: other }))).identities[0]?.id ?? '';
    await people.ground.database.transaction().execute((db) => proveIdentity({ ...people.work(), db }, owner, people.accountFor('owned2@example.com'), 'email_code'));
    expect(await as(chunhua).confirmIdentity({ id: owner, identity })).toMatchObject({ refusal: { code: 'not_found' } });
    const claimed = await value(as(chunhua).addIdentity({ id: other, kind: 'email', account: 'owned2@example.com' }));
    expect(await as(chunhua).confirmIdentity({ id: other, identity: claimed.identity })).toMatchObject({ refusal: { code: 'account_taken' } });
  });

  test.each([['email', 'no address', 'email'], ['phone', '12', 'phone_number'], ['qq', 'abc', 'qq_form'], ['telegram', '春', 'telegram_form'], ['product_uid', '7', 'account_issuer']] as const)('of kind %s refuse “%s” with the reason', async (kind, account, code) => {
    expect(await as(chunhua).addIdentity({ id: await people.add('试'), kind, account })).toMatchObject({ refusal: { code: 'invalid_input', fields: [{ code }] } });
  });
});

describe('shutting somebody out', () => {
  test('ends their sessions at once, and they can be let in again', async () => {
    const id = await people.add('大寒');
    const session = await people.signIn(id);
    const { revision } = await value(as(chunhua).disablePerson({ id, revision: 1 }));
    expect(await session.actor()).toMatchObject({ kind: 'anonymous' });
    expect((await value(as(chunhua).listPersons({ state: 'disabled' }))).items.map((item) => item.id)).toEqual([id]);
    await value(as(chunhua).enablePerson({ id, revision }));
    expect((await value(as(chunhua).readPerson({ id }))).state).toBe('active');
    expect(await session.actor()).toMatchObject({ kind: 'anonymous' });
  });

  test('one session or all can be ended by staff', async () => {
    const id = await people.add('芒种');
    const [here, there] = [await people.signIn(id), await people.signIn(id)];
    const { items } = await value(as(chunhua).listPersonSessions({ id }));
    expect(items).toHaveLength(2);
    await value(as(chunhua).endPersonSession({ id, session: items[0]?.id ?? '' }));
    expect([(await here.actor()).kind, (await there.actor()).kind].toSorted()).toEqual(['anonymous', 'person']);
    expect(await value(as(chunhua).endPersonSessions({ id }))).toEqual({ ended: 1 });
    expect(await as(chunhua).endPersonSession({ id, session: items[0]?.id ?? '' })).toMatchObject({ refusal: { code: 'not_found' } });
  });
});

test('D11: who is disabled, merged or signed out is nobody, whatever their roles', async () => {
  const id = await people.add('霜降', { grants: [{ role: 'agent', scope: centre }] });
  const session = await people.signIn(id);
  await value(as(chunhua).disablePerson({ id, revision: 1 }));
  expect(await grantsOf(people.ground.database, id)).toHaveLength(1);
  expect((await value(as(chunhua).explainRights({ id }))).items.every(({ because }) => because.length === 0)).toBe(true);
  expect(await session.actor()).toMatchObject({ kind: 'anonymous' });
  expect(await as(commandLine).readPerson({ id })).toMatchObject({ ok: true });
});
