import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { membershipSubscriber } from '../organisations/index.ts';
import { identitiesOf } from '../people/index.ts';
import { operatorOfCentre, valueOf } from '../people/testing.ts';
import { silentLog, type Actor } from '../platform/index.ts';
import { entitlementHolderSubscriber } from '../services/index.ts';
import { leaveTracesInGroups } from './testing-groups.ts';
import { dump, privacyGround, type PrivacyGround } from './testing.ts';

let centre: PrivacyGround;
let chunhua: string;
let operator: Actor;

beforeAll(async () => {
  centre = await privacyGround();
  chunhua = await centre.add('春华', { grants: [operatorOfCentre], proves: ['chunhua@example.com'] });
  operator = await centre.actorFor(chunhua);
});
afterAll(() => centre.ground.close());

const linesWith = async (text: string) => (await dump(centre.ground.open)).split('\n').filter((line) => line.includes(text));

const requestAbout = async (id: string) => (await valueOf(centre.as(operator).listPrivacyRequests({ limit: 100 }))).items.find(({ personId }) => personId === id);

/** Leaves traces of a person wherever somebody who uses the product leaves them. */
async function leaveTraces(id: string, name: string, email: string): Promise<Actor> {
  const actor = await centre.actorFor(id);
  const ops = centre.as(operator);
  await valueOf(centre.as({ kind: 'anonymous', network: email }).submitProposal({ kind: 'wrong', text: `${name} 的邮箱 ${email} 写错了`, contact: email }));
  const { items } = await valueOf(ops.listProposals({ limit: 1 }));
  await valueOf(ops.resolveProposal({ id: items[0]?.id ?? '', status: 'done', note: `问过 ${name} 了` }));
  await centre.ground.postMail(centre.ground.database, { kind: 'notice', to: { address: email, name }, language: 'zh-CN', subject: `${name}，你好`, text: `发给 ${email}` }, centre.ground.clock.now());
  await centre.ground.postMail(centre.ground.database, { kind: 'notice', to: { address: 'chunhua@example.com' }, language: 'zh-CN', subject: `${name} 写来了`, text: `${name} <${email}>` }, centre.ground.clock.now());
  const { pool } = centre.ground.open;
  const at = centre.ground.clock.now();
  await pool.query("insert into audit_entry (id, at, actor_kind, actor_id, actor_name, operation, subject_kind, subject_key, before, after) values (gen_random_uuid(), $1, 'person', $2::uuid, $3, 'test', 'person', $2::text, $4, null)", [at, id, name, JSON.stringify({ name, note: `旧号 ${email}` })]);
  await pool.query("insert into audit_entry (id, at, actor_kind, actor_name, operation, subject_kind, subject_key, before, after) values (gen_random_uuid(), $1, 'system', 'job', 'test', 'import', 'x', null, $2)", [at, JSON.stringify({ lines: [{ [email]: name }] })]);
  await pool.query("insert into event (id, name, subject, data, occurred_at) values (gen_random_uuid(), 'test', $1, $2, $3)", [id, JSON.stringify({ leaked: email }), at]);
  await pool.query("insert into idempotency_record (scope, operation, key, input_hash, response, created_at) values ($1, 'x', 'k', 'h', $2, $3)", [`person:${id}`, JSON.stringify({ value: { name } }), at]);
  return actor;
}

describe('before an erasure', () => {
  test('it is said how many barred accounts of this person stay as hashes, whoever else is barred', async () => {
    const [barred, other] = [await centre.add('被限制的人', { proves: ['barred-one@example.com', 'barred-two@example.com'], claims: ['barred-three@example.com'] }), await centre.add('没有被限制的人', { proves: ['free@example.com'] })];
    const { pool } = centre.ground.open;
    const now = centre.ground.clock.now();
    await pool.query("insert into ban (id, list, person_id, reason, created_at) values (gen_random_uuid(), 'centre', $1, '广告', $2)", [barred, now]);
    const preview = async (id: string) => (await valueOf(centre.as(operator).previewErasure({ id }))).stays.find(({ reason }) => reason === 'barred_identities')?.count;
    expect([await preview(barred), await preview(other)]).toEqual([2, undefined]);
    await valueOf(centre.as(operator).requestErasure({ id: barred }));
    await centre.handle();
    expect((await pool.query('select from barred_identity')).rows).toHaveLength(2);
    expect(await preview(other)).toBeUndefined();
  });
});

describe('erasing whoever no longer has an account that something stands on', () => {
  /** An entitlement and a membership that name an address, given to whoever has it. */
  async function standingOn(id: string, email: string): Promise<void> {
    const { pool } = centre.ground.open;
    const now = centre.ground.clock.now();
    await pool.query("insert into entitlement (id, product, plan, person_id, account_kind, account_issuer, account_canonical, account_typed, from_day, source, created_at) values (gen_random_uuid(), 'app', 'pro', $1, 'email', '', $2, $2, '2026-01-01', 'import', $3)", [id, email, now]);
    const { rows } = await pool.query<{ id: string }>("insert into organisation (id, name, name_key, grams, created_at) values (gen_random_uuid(), $1, $1, '{}', $2) returning id", [`${email} 的公司`.replace('@', ' '), now]);
    await pool.query("insert into organisation_member (id, organisation_id, person_id, account_kind, account_issuer, account_canonical, account_typed, name, from_day, source, created_at) values (gen_random_uuid(), $1, $2, 'email', '', $3, $3, '客户', '2026-01-01', 'import', $4)", [rows[0]?.id, id, email, now]);
  }
  /** Lets organisations and services hear that a proof is gone. */
  async function hear(subject: string): Promise<void> {
    const event = { id: '1', position: '1', name: 'people.identity_withdrawn', subject, data: { kind: 'email' }, occurredAt: centre.ground.clock.now() };
    for (const subscriber of [entitlementHolderSubscriber, membershipSubscriber(centre.parts)]) await subscriber.handle(event, centre.ground.database, { now: centre.ground.clock.now(), log: silentLog, publish: async () => undefined, afterCommit: () => undefined });
  }
  const standing = async (email: string) => (await linesWith(email)).map((line) => line.split(' ')[0]).filter((place) => place === 'public.entitlement' || place === 'public.organisation_member').toSorted();
  const identity = async (id: string, email: string) => (await identitiesOf(centre.ground.database, id)).find(({ typed }) => typed === email)?.id ?? '';
  async function eraseNow(id: string): Promise<void> {
    await valueOf(centre.as(operator).requestErasure({ id }));
    await centre.handle();
  }
  const both = ['public.entitlement', 'public.organisation_member'];

  test.each(['taken back', 'given up'])('takes what waits for it along: %s', async (how) => {
    const email = how === 'given up' ? 'former@customer.example' : 'doubted@customer.example';
    const id = await centre.add('老客户', { proves: [email, `kept-${email}`] });
    await standingOn(id, email);
    const which = await identity(id, email);
    if (how === 'given up') await centre.ground.open.pool.query('delete from identity where id = $1', [which]);
    else await valueOf(centre.as(operator).withdrawProof({ id, identity: which }));
    await hear(id);
    expect(await standing(email)).toEqual(both);
    const kept = JSON.stringify(await Promise.all(centre.parts.personalData.filter(({ area }) => area === 'entitlements' || area === 'organisations').map(({ gather }) => gather(centre.ground.database, id))));
    expect(kept.split(email).length - 1).toBe(how === 'given up' ? 2 : 0);
    await eraseNow(id);
    expect(await linesWith(email)).toEqual([]);
  });

  test('leaves what waits for an account that somebody else has, or that they only claimed', async () => {
    const [email, claimed] = ['shared@customer.example', 'stranger@customer.example'];
    const id = await centre.add('前任', { proves: [email, 'predecessor@mail.example'], claims: [claimed] });
    for (const one of [email, claimed]) await standingOn(id, one);
    await valueOf(centre.as(operator).withdrawProof({ id, identity: await identity(id, email) }));
    await hear(id);
    await centre.ground.open.pool.query('update entitlement set former_person_id = null where account_canonical = $1', [claimed]);
    await centre.ground.open.pool.query('update organisation_member set former_person_id = null where account_canonical = $1', [claimed]);
    await centre.add('后任', { claims: [email] });
    await eraseNow(id);
    expect([await standing(email), await standing(claimed)]).toEqual([both, both]);
  });
});

describe('erasing a person', () => {
  test('nothing by which somebody was known is in any column of any table afterwards, whatever they are called', async () => {
    const names = fc.oneof(fc.stringMatching(/^[孔孟庄荀韩墨列][\u4e00-\u9fa5]{2,3}$/), fc.stringMatching(/^[A-Z][a-z]{5,9} [A-Z][a-z'%_"\\]{5,9}$/));
    const addresses = fc.stringMatching(/^[a-z]{4,8}[.+_%'][a-z]{4,8}@[a-z]{6,10}\.example$/);
    await fc.assert(
      fc.asyncProperty(names, addresses, async (name, email) => {
        const id = await centre.add(name, { proves: [email] });
        await leaveTraces(id, name, email);
        expect(await dump(centre.ground.open)).toContain(JSON.stringify(name).slice(1, -1));
        await valueOf(centre.as(operator).requestErasure({ id }));
        await centre.handle();
        const after = await dump(centre.ground.open);
        const lines = after.split('\n').filter((line) => [name, email].some((word) => [word, word.toLowerCase(), JSON.stringify(word).slice(1, -1), JSON.stringify(JSON.stringify(word).slice(1, -1)).slice(1, -1)].some((form) => line.toLowerCase().includes(form.toLowerCase()))));
        expect(lines).toEqual([]);
        const request = await requestAbout(id);
        expect(request).toMatchObject({ kind: 'erasure', state: 'done', left: [] });
        expect(request?.name).toBeUndefined();
      }),
      { numRuns: 6, endOnFailure: true },
    );
  }, 60_000);

  test('nor in anything about the groups that they were in, applied to or looked after, by their own hand or by another’s', async () => {
    const id = await centre.add('群里来过的人', { proves: ['once-in-a-group@example.com'] });
    await leaveTracesInGroups(centre.ground.open.pool, { id, name: '群里来过的人', email: 'once-in-a-group@example.com', now: centre.ground.clock.now() });
    expect((await linesWith('once-in-a-group@example.com')).length).toBeGreaterThan(12);
    await valueOf(centre.as(operator).requestErasure({ id }));
    await centre.handle();
    expect([...(await linesWith('群里来过的人')), ...(await linesWith('once-in-a-group'))].map((line) => line.slice(0, 300))).toEqual([]);
    expect(await requestAbout(id)).toMatchObject({ state: 'done', left: [] });
  });

  test('sessions are dead at once, before the job has run, and the change history says that it happened but not to whom', async () => {
    const id = await centre.add('白露露', { proves: ['bailulu@example.com'] });
    const { actor } = await centre.signIn(id);
    expect(await actor()).toMatchObject({ kind: 'person', id });
    await valueOf(centre.as(operator).requestErasure({ id }));
    expect(await actor()).toMatchObject({ kind: 'anonymous' });
    await centre.handle();
    expect(centre.published).toContainEqual({ name: 'privacy.erased', subject: id });
    const { rows } = await centre.ground.open.pool.query<{ after: object; actor_kind: string }>("select after, actor_kind from audit_entry where subject_key = $1 and operation = 'handlePrivacyRequests'", [id]);
    expect(rows).toEqual([{ actor_kind: 'system', after: { erased: true, areas: expect.arrayContaining(['people', 'history']) as string[] } }]);
  });

  test('a name that others have too goes only where something is about the person', async () => {
    const [one, other] = [await centre.add('王小明', { proves: ['one@wang.example'] }), await centre.add('王小明', { proves: ['other@wang.example'] })];
    await leaveTraces(one, '王小明', 'one@wang.example');
    await leaveTraces(other, '王小明', 'other@wang.example');
    await valueOf(centre.as(operator).requestErasure({ id: one }));
    await centre.handle();
    const { rows } = await centre.ground.open.pool.query<{ actor_id: string | null; actor_name: string | null }>("select actor_id, actor_name from audit_entry where operation = 'test' and actor_id = any ($1) order by actor_name nulls first", [[one, other]]);
    expect(rows).toEqual([{ actor_id: one, actor_name: null }, { actor_id: other, actor_name: '王小明' }]);
    expect(await linesWith('one@wang.example')).toEqual([]);
    expect((await linesWith('other@wang.example')).length).toBeGreaterThan(3);
  });

  test('an address that somebody else has proven stays theirs when who only claimed it is erased', async () => {
    await centre.add('Proven Owner', { proves: ['both@example.com'] });
    const id = await centre.add('Claimer Onlyonce', { claims: ['both@example.com'] });
    await valueOf(centre.as(operator).requestErasure({ id }));
    await centre.handle();
    expect(await valueOf(centre.as(operator).findPersonForPrivacy({ address: 'both@example.com' }))).toMatchObject({ personId: expect.any(String) as string });
  });

  test('a crash at any step leaves a state from which the next run finishes, each area done once', async () => {
    for (let crash = 1; crash <= 12; crash++) {
      const email = `crash${crash}@example.com`;
      const id = await centre.add(`断电者${'甲乙丙丁戊己庚辛壬癸子丑'[crash - 1] ?? ''}`, { proves: [email] });
      await leaveTraces(id, `断电者${'甲乙丙丁戊己庚辛壬癸子丑'[crash - 1] ?? ''}`, email);
      await valueOf(centre.as(operator).requestErasure({ id }));
      await centre.handle(crash).catch(() => undefined);
      centre.ground.clock.advance(3 * 3600_000);
      operator = await centre.actorFor(chunhua);
      await centre.handle();
      expect({ crash, left: await linesWith(email) }).toEqual({ crash, left: [] });
      expect(await requestAbout(id)).toMatchObject({ state: 'done', steps: { done: centre.parts.personalData.length, all: centre.parts.personalData.length } });
    }
    expect(centre.published.filter(({ name }) => name === 'privacy.erased').length).toBe(new Set(centre.published.filter(({ name }) => name === 'privacy.erased').map(({ subject }) => subject)).size);
  });

  test('the entries merged into a person go with them', async () => {
    const [kept, gone] = [await centre.add('合并留下者', { proves: ['kept@merge.example'] }), await centre.add('合并离开者', { proves: ['gone@merge.example'] })];
    await centre.ground.open.pool.query('update person set merged_into = $1, disabled_at = now() where id = $2', [kept, gone]);
    await valueOf(centre.as(operator).requestErasure({ id: kept }));
    await centre.handle();
    expect([...(await linesWith('合并留下者')), ...(await linesWith('合并离开者')), ...(await linesWith('merge.example'))]).toEqual([]);
  });

  test('doing it twice does no more than once', async () => {
    const id = await centre.add('两次者', { proves: ['twice@example.com'] });
    await valueOf(centre.as(operator).requestErasure({ id }));
    await Promise.all([centre.handle(), centre.handle()]);
    expect(centre.published.filter(({ name, subject }) => name === 'privacy.erased' && subject === id)).toHaveLength(1);
    expect(await centre.as(operator).requestErasure({ id })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});

describe('one’s own erasure', () => {
  test('waits seven days, is told by mail, can be taken back, and then not any more', async () => {
    const id = await centre.add('反悔者', { proves: ['undo@example.com'] });
    const actor = await centre.actorFor(id);
    const asked = await valueOf(centre.as(actor).requestOwnErasure({}));
    expect(new Date(asked.dueAt).getTime() - new Date(asked.askedAt).getTime()).toBe(7 * 24 * 3600_000);
    expect((await centre.ground.open.pool.query('select kind from mail where recipient = $1', ['undo@example.com'])).rows).toEqual([{ kind: 'privacy.erasure_asked' }]);
    expect(await centre.as(actor).requestOwnErasure({})).toMatchObject({ ok: false, refusal: { code: 'already_asked' } });
    await centre.handle();
    expect(await valueOf(centre.as(actor).takeBackPrivacyRequest({ id: asked.id }))).toMatchObject({ state: 'taken_back' });
    const again = await valueOf(centre.as(actor).requestOwnErasure({}));
    centre.ground.clock.advance(7 * 24 * 3600_000 + 1000);
    operator = await centre.actorFor(chunhua);
    await centre.handle();
    expect(await centre.as(operator).takeBackPrivacyRequest({ id: again.id })).toMatchObject({ ok: false, refusal: { code: 'too_late' } });
    expect([...(await linesWith('反悔者')), ...(await linesWith('undo@example.com'))]).toEqual([]);
  });

  test('is told by mail at an address that is proven, and to nobody who is only said to have one', async () => {
    for (const [email, how, count] of [['mine@example.com', 'proves', 1], ['typed-by-staff@example.com', 'claims', 0]] as const) {
      const actor = await centre.actorFor(await centre.add('有邮箱的人', { [how]: [email] }));
      await valueOf(centre.as(actor).requestOwnErasure({}));
      expect((await centre.ground.open.pool.query("select from mail where recipient = $1 and kind = 'privacy.erasure_asked'", [email])).rows).toHaveLength(count);
    }
  });

  test('needs a proof of who one is from the last quarter of an hour', async () => {
    const actor = await centre.actorFor(await centre.add('迟到者'));
    centre.ground.clock.advance(16 * 60_000);
    for (const ask of [centre.as(actor).requestOwnErasure({}), centre.as(actor).requestOwnExport({})]) expect(await ask).toMatchObject({ ok: false, refusal: { code: 'recent_sign_in_required' } });
    operator = await centre.actorFor(chunhua);
  });

  test('of operators who erase each other at the same moment, one stays', async () => {
    const other = await centre.add('Another Operator', { grants: [operatorOfCentre], proves: ['another@example.com'] });
    const actors = [await centre.actorFor(chunhua), await centre.actorFor(other)] as const;
    const answers = await Promise.all([centre.as(actors[0]).requestErasure({ id: other }), centre.as(actors[1]).requestErasure({ id: chunhua })]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ refusal: { code: 'last_operator' } });
    // Whoever it was, the test goes on with its own operator.
    await centre.ground.open.pool.query('delete from privacy_request where person_id = any ($1)', [[chunhua, other]]);
    await centre.ground.open.pool.query('delete from role_grant where person_id = $1', [other]);
    await centre.ground.open.pool.query('update person set disabled_at = null where id = $1', [chunhua]);
    operator = await centre.actorFor(chunhua);
  });

  test('does not go on for an operator who was shut out meanwhile, when nobody else is one', async () => {
    const second = await centre.add('Shut Operator', { grants: [operatorOfCentre], proves: ['shut@example.com'] });
    const asked = await valueOf(centre.as(operator).requestErasure({ id: second }));
    await centre.ground.open.pool.query('update person set disabled_at = now() where id = $1', [chunhua]);
    await centre.handle();
    await centre.ground.open.pool.query('update person set disabled_at = null where id = $1', [chunhua]);
    operator = await centre.actorFor(chunhua);
    expect((await valueOf(centre.as(operator).listPrivacyRequests({}))).items.find(({ id }) => id === asked.id)).toMatchObject({ state: 'refused', reason: 'last_operator' });
  });

  test('is refused for the last operator, and again when it comes to it', async () => {
    expect(await centre.as(operator).requestOwnErasure({})).toMatchObject({ ok: false, refusal: { code: 'last_operator' } });
    const second = await centre.add('Second Operator', { grants: [operatorOfCentre], proves: ['second@example.com'] });
    const asked = await valueOf(centre.as(await centre.actorFor(second)).requestOwnErasure({}));
    await centre.ground.open.pool.query('update person set disabled_at = now() where id = $1', [chunhua]);
    centre.ground.clock.advance(8 * 24 * 3600_000);
    await centre.handle();
    await centre.ground.open.pool.query('update person set disabled_at = null where id = $1', [chunhua]);
    operator = await centre.actorFor(chunhua);
    const { items } = await valueOf(centre.as(operator).listPrivacyRequests({}));
    expect(items.find(({ id }) => id === asked.id)).toMatchObject({ state: 'refused', reason: 'last_operator' });
  });

  test('somebody else’s request looks as if it were not there', async () => {
    const id = await centre.add('申请人', { proves: ['asker@example.com'] });
    const asked = await valueOf(centre.as(await centre.actorFor(id)).requestOwnErasure({}));
    const stranger = await centre.actorFor(await centre.add('旁人'));
    expect(await centre.as(stranger).takeBackPrivacyRequest({ id: asked.id })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});
