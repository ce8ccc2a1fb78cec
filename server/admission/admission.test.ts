import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { given, refused } from '../centre/testing.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
});
afterEach(() => stage.close());

const english = { language: 'en' as const };

describe('somebody who is signed in', () => {
  test('gets in at once where nothing is asked, and applying again answers the same', async () => {
    await stage.addFleet({ key: 'users' });
    const guyu = await stage.person();
    const first = given(await guyu.ops.applyToFleet({ fleet: 'users', answers: {} }));
    expect(first).toMatchObject({ state: 'joined', created: true });
    expect(given(await guyu.ops.applyToFleet({ fleet: 'users', answers: {} }))).toEqual({ id: first.id, state: 'joined', created: false });
    expect([await stage.count('application'), await stage.count('seat'), await stage.count('application_decision')]).toEqual([1, 1, 1]);
    const status = given(await guyu.ops.readApplicationStatus({ application: first.id }));
    expect(status).toMatchObject({ state: 'joined', fleet: 'users', may: { withdraw: false, correct: false, accept: false, confirm: false, appeal: false, giveUid: false } });
    expect(status.group?.name).toBe('Stream 模式');
  });

  test('mends a form without any cost, and each field says what is wrong and how to cure it', async () => {
    await stage.addReading({ key: 'before', kind: 'before_you_join', title: '入群须知', body: '先看', confirm: true });
    await stage.addFleet({ key: 'users', readings: ['before'], admission: { checks: [{ kind: 'human' }, { kind: 'reading' }, { kind: 'real_name' }, { kind: 'reason' }, { kind: 'uid', product: 'app' }] } });
    stage.world.human = { outcome: 'missing' };
    const guyu = await stage.person();
    const refusal = refused(await stage.as(guyu.actor, english).applyToFleet({ fleet: 'users', answers: { reason: '网钉科技－张三', uid: 'abc', realName: '1' } }));
    expect(refusal.code).toBe('invalid_input');
    expect(refusal.fields?.map(({ path, code }) => [path, code])).toEqual([
      ['human', 'human_missing'], ['answers.readings', 'reading_missing'], ['answers.realName', 'real_name_form'], ['answers.reason', 'reason_part_missing'], ['answers.uid', 'uid_malformed'],
    ]);
    expect(refusal.fields?.[3]?.parameters).toMatchObject({ missing: '2', example: 'Wangding-Attendance-Zhang San' });
    expect([await stage.count('application'), await stage.count('strike')]).toEqual([0, 0]);
    stage.world.human = { outcome: 'passed', how: 'altcha', id: 'a' };
    expect(given(await guyu.ops.applyToFleet({ fleet: 'users', answers: { reason: '网钉科技－考勤排班＿张三', uid: '１０２４', realName: '张三', readings: ['before'] } }))).toMatchObject({ state: 'joined' });
  });

  test('cannot use a human check that somebody was faster with', async () => {
    await stage.addFleet({ key: 'users', admission: { checks: [{ kind: 'human' }] } });
    stage.world.humanTaken = true;
    const guyu = await stage.person();
    expect(refused(await guyu.ops.applyToFleet({ fleet: 'users', answers: {} })).fields).toEqual([{ path: 'human', code: 'human_used' }]);
    expect(await stage.count('application')).toBe(0);
  });

  test('fifty times at once gets one seat', async () => {
    await stage.addFleet({ key: 'users' });
    const guyu = await stage.person();
    // On a machine with much to do some are told to come again, and do.
    const persist = async (): ReturnType<typeof guyu.ops.applyToFleet> => {
      const answer = await guyu.ops.applyToFleet({ fleet: 'users', answers: {} });
      return answer.ok || !['busy', 'unavailable'].includes(answer.refusal.code) ? answer : persist();
    };
    const answers = await Promise.all(Array.from({ length: 50 }, persist));
    const ids = new Set(answers.map((answer) => given(answer).id));
    expect([ids.size, answers.filter((answer) => given(answer).created).length, await stage.count('seat')]).toEqual([1, 1, 1]);
  });

  test('has a UID that nobody can say is theirs looked at by a moderator, and reads no more than that', async () => {
    await stage.addFleet({ key: 'users', admission: { checks: [{ kind: 'uid', product: 'app' }] } });
    stage.world.uid = 'exists';
    const guyu = await stage.person();
    const { id, state } = given(await guyu.ops.applyToFleet({ fleet: 'users', answers: { uid: '7' } }));
    expect(state).toBe('in_review');
    const { findings } = given(await guyu.ops.readApplicationStatus({ application: id }));
    expect(findings.find(({ check }) => check === 'uid')?.text).toBe('管理员会核对 UID');
    await stage.settle();
    const [mail] = await stage.mails();
    expect(mail?.subject).toBe('收到你加入 Stream 模式的申请');
    expect(mail?.text).toMatch(/回信暂时没人看：\n\nhttp:\/\/localhost:\d+\/applications\/status\?token=[\w-]{43}/);
  });

  test('sees nobody else’s application', async () => {
    await stage.addFleet({ key: 'users' });
    const [guyu, lixia] = [await stage.person(), await stage.person({ name: '立夏' })];
    const { id } = given(await guyu.ops.applyToFleet({ fleet: 'users', answers: {} }));
    for (const ops of [lixia.ops, stage.anyone]) {
      expect(refused(await ops.readApplicationStatus({ application: id })).code).toBe('not_found');
      expect(refused(await ops.withdrawApplication({ application: id })).code).toBe('not_found');
    }
  });

  test('who contributed gets in beyond the freeze line by the share of contributors; others wait, and an open pull request goes to the owner', async () => {
    await stage.addFleet({ key: 'users', target: 10, platformLimit: 10, maximumGroups: 1, reserve: { contributor: 50 }, admission: { checks: [{ kind: 'contributor', repositories: ['github:owner/name'] }] } });
    const apply = async (pullRequest?: string) => given(await (await stage.person()).ops.applyToFleet({ fleet: 'users', answers: pullRequest === undefined ? {} : { pullRequest } })).state;
    for (let count = 0; count < 8; count += 1) expect(await apply()).toBe('joined');
    expect(await apply()).toBe('waitlisted');
    const pullRequest = 'https://github.com/owner/name/pull/1';
    stage.world.contributor = 'not_merged';
    expect(await apply(pullRequest)).toBe('in_review');
    stage.world.contributor = 'could_not_ask';
    expect(await apply(pullRequest)).toBe('in_review');
    stage.world.contributor = 'merged_own';
    expect([await apply(pullRequest), await apply(pullRequest)]).toEqual(['joined', 'waitlisted']);
    expect(await stage.count('seat', "kind = 'contributor' and from_reserve")).toBe(1);
  });
});

test('who is to verify on their device applies first, does so for that very application, and is refused when it fails', async () => {
  await stage.addFleet({ key: 'users', admission: { checks: [{ kind: 'high_trust' }] } });
  const guyu = await stage.person();
  const { id, state } = given(await guyu.ops.applyToFleet({ fleet: 'users', answers: {} }));
  expect(state).toBe('awaiting_correction');
  expect(given(await guyu.ops.readApplicationStatus({ application: id })).may.correct).toBe(true);
  expect(refused(await guyu.ops.correctApplication({ application: id, answers: {} })).fields?.map(({ code }) => code)).toEqual(['high_trust_missing']);
  stage.world.highTrust = { outcome: 'passed', at: '2026-11-18T02:00:00.000Z' };
  expect(given(await guyu.ops.correctApplication({ application: id, answers: {} }))).toMatchObject({ id, state: 'joined' });
  stage.world.highTrust = { outcome: 'refused' };
  expect(given(await (await stage.person()).ops.applyToFleet({ fleet: 'users', answers: {} })).state).toBe('rejected');
});

test('in a burst everybody shows that they are human, and a moderator looks at each', async () => {
  await stage.addFleet({ key: 'users' });
  stage.world.raid = true;
  stage.world.human = { outcome: 'missing' };
  const guyu = await stage.person();
  expect(refused(await guyu.ops.applyToFleet({ fleet: 'users', answers: {} })).fields?.[0]?.path).toBe('human');
  stage.world.human = { outcome: 'passed', how: 'altcha', id: 'x' };
  expect(given(await guyu.ops.applyToFleet({ fleet: 'users', answers: {} })).state).toBe('in_review');
});

describe('somebody without an account', () => {
  const begin = (email: string) => stage.anyone.beginApplication({ fleet: 'users', email, answers: { uid: '7' } });

  test('proves the address first; nothing is asked before, and the answer is the same for every address', async () => {
    await stage.addFleet({ key: 'users', admission: { checks: [{ kind: 'uid', product: 'app' }] } });
    await stage.person({ email: 'known@example.com' });
    const known = given(await begin('known@example.com'));
    const unknown = given(await begin('new@example.com'));
    expect(Object.keys(known).toSorted()).toEqual(Object.keys(unknown).toSorted());
    expect(stage.world.asked).toEqual([]);
    expect(given(await stage.anyone.readApplicationStatus({ application: unknown.application }))).toMatchObject({ state: 'awaiting_verification', findings: [] });
    const mail = (await stage.mails()).find(({ recipient }) => recipient === 'new@example.com');
    const code = /\n(\d{6})\n/.exec(mail?.text ?? '')?.[1] ?? '';
    const entered = given(await stage.anyone.enterSignInCode({ token: unknown.signIn, code }));
    expect(entered).toMatchObject({ step: 'done', to: '/applications/continue' });
    const { rows } = await stage.ground.open.pool.query<{ person_id: string }>("select person_id from identity where canonical = 'new@example.com' and proven_at is not null");
    const newcomer = stage.as({ kind: 'person', id: rows[0]?.person_id ?? '', name: 'x', grants: [], via: { kind: 'session', id: rows[0]?.person_id ?? '', authenticatedAt: stage.ground.clock.now() }, network: '192.0.2.7' });
    const verified = given(await newcomer.verifyApplication({ application: unknown.application }));
    expect(verified.state).toBe('joined');
    expect(stage.world.asked).toEqual(['7']);
    expect(given(await newcomer.verifyApplication({ application: unknown.application }))).toEqual({ ...verified, created: false });
    expect(given(await newcomer.listOwnApplications({})).items.map(({ state }) => state)).toEqual(['joined']);
  });

  test('cannot have it verified by who has not proven the very address', async () => {
    await stage.addFleet({ key: 'users' });
    const { application } = given(await begin('new@example.com'));
    const [other, claims] = [await stage.person(), await stage.person({ email: 'new@example.com', proven: false })];
    for (const { ops } of [other, claims]) expect(refused(await ops.verifyApplication({ application })).fields).toEqual([{ path: 'application', code: 'address_unproven' }]);
    expect(refused(await stage.anyone.verifyApplication({ application })).code).toBe('sign_in_required');
    expect(await stage.count('application', "state = 'awaiting_verification'")).toBe(1);
  });

  test('keeps what was typed when something is to be mended after the proof', async () => {
    await stage.addFleet({ key: 'users', admission: { checks: [{ kind: 'reason' }] } });
    const { application } = given(await begin('new@example.com'));
    const owner = await stage.person({ email: 'new@example.com' });
    const { id, state } = given(await owner.ops.verifyApplication({ application }));
    expect(state).toBe('awaiting_correction');
    await stage.settle();
    expect((await stage.mails()).map(({ subject }) => subject)).toContain('加入 Stream 模式的申请，有内容要改一下');
    expect(refused(await stage.anyone.correctApplication({ application, answers: { reason: '甲-乙' } })).fields?.[0]?.code).toBe('reason_part_missing');
    expect(given(await stage.anyone.correctApplication({ application, answers: { reason: '甲-乙-丙' } }))).toMatchObject({ id, state: 'joined' });
    expect(await stage.count('strike')).toBe(0);
  });

  test('comes to nothing after a day', async () => {
    await stage.addFleet({ key: 'users' });
    const { application } = given(await begin('new@example.com'));
    stage.ground.clock.advance(25 * 3_600_000);
    await stage.jobs.expireUnverified.run(stage.jobWork(stage.ground.database), {});
    expect(given(await stage.anyone.readApplicationStatus({ application }))).toMatchObject({ state: 'expired', ended: 'not_proven' });
    expect(await stage.count('seat')).toBe(0);
  });
});

describe('where the platform lets nobody in by itself', () => {
  test('an approval holds a seat with a code for a day, and the applicant says that they are in', async () => {
    await stage.addFleet({ key: 'users', platform: 'manual', app: 'qq', howToJoin: ['打开 QQ'], groups: [{ key: 'one', number: '123456' }] });
    const guyu = await stage.person();
    const { id, state } = given(await guyu.ops.applyToFleet({ fleet: 'users', answers: {} }));
    expect(state).toBe('approved');
    const status = given(await guyu.ops.readApplicationStatus({ application: id }));
    expect(status.seat).toMatchObject({ number: '123456', steps: ['打开 QQ'], code: expect.stringMatching(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/) });
    await stage.settle();
    expect((await stage.mails())[0]?.text).toContain(status.seat?.code);
    expect(given(await guyu.ops.confirmJoined({ application: id })).state).toBe('joined');
    expect(given(await guyu.ops.confirmJoined({ application: id })).state).toBe('joined');
    expect(stage.events('application.joined')).toHaveLength(1);
  });
});

test('withdrawing gives the seat back, once', async () => {
  await stage.addFleet({ key: 'users', platform: 'manual', app: 'qq', groups: [{ key: 'one' }] });
  const guyu = await stage.person();
  const { id } = given(await guyu.ops.applyToFleet({ fleet: 'users', answers: {} }));
  const answers = await Promise.all(Array.from({ length: 10 }, () => guyu.ops.withdrawApplication({ application: id })));
  expect(new Set(answers.map((answer) => given(answer).state))).toEqual(new Set(['withdrawn']));
  expect([stage.events('seat.ended').length, stage.events('application.withdrawn').length, await stage.count('seat', "state = 'reserved'")]).toEqual([1, 1, 0]);
  expect(given(await guyu.ops.applyToFleet({ fleet: 'users', answers: {} }))).toMatchObject({ state: 'approved', created: true });
});
