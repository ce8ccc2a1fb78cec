import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { noticeKinds } from '../../common/contract/notice-kinds.ts';
import { given, refused } from '../centre/testing.ts';
import { admissionPersonalData } from './personal-data.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
const uid = { kind: 'uid', product: 'app' } as const;
beforeEach(async () => {
  stage = await admissionStage();
  await stage.addFleet({ key: 'qq', admission: { checks: [uid] } });
});
afterEach(() => stage.close());

type Ops = Awaited<ReturnType<AdmissionStage['person']>>['ops'];
const apply = async (ops: Ops, answer = '7', fleet = 'qq') => given(await ops.applyToFleet({ fleet, answers: { uid: answer } }));
/** The answers of the product: numbers above 100 are nobody's. */
const someExist = (found: 'proven' | 'exists') => (number: string) => (Number(number) > 100 ? ('unknown' as const) : found);

/** What of an application's decisions a person's export says. */
const exported = z.object({ decisions: z.array(z.object({ findings: z.array(z.object({ check: z.string(), verdict: z.string(), reason: z.string() })).min(1) })).length(1) });

async function strikeThrice(ops: Ops) {
  for (const wrong of ['101', '102', '103']) expect((await apply(ops, wrong)).state).toBe('rejected');
}

describe('a UID that does not exist', () => {
  test('counts, and the third is the last: nothing more is accepted, and being refused then does not count', async () => {
    stage.world.uid = someExist('proven');
    const guyu = await stage.person();
    await strikeThrice(guyu.ops);
    const { id, state } = await apply(guyu.ops, '7');
    expect([state, await stage.count('strike')]).toEqual(['rejected', 3]);
    expect(given(await guyu.ops.readApplicationStatus({ application: id }))).toMatchObject({ counted: false, chancesLeft: 0, reason: '3 次机会都用完了' });
  });

  test('says how many chances are left', async () => {
    stage.world.uid = 'unknown';
    const guyu = await stage.person();
    const { id } = await apply(guyu.ops);
    expect(given(await guyu.ops.readApplicationStatus({ application: id }))).toMatchObject({ counted: true, chancesLeft: 2, reason: '没有查到这个 UID', may: { appeal: true } });
    await stage.settle();
    expect((await stage.mails())[0]?.text).toContain('这一次计入次数，还剩 2 次机会。');
  });

  test('counts also against an application that waits for a moderator: it is not approved until the bar is lifted', async () => {
    stage.world.uid = 'exists';
    const guyu = await stage.person();
    const { id, state } = await apply(guyu.ops);
    expect(state).toBe('in_review');
    const ban = given(await stage.root.banPerson({ person: guyu.id, fleet: 'qq', reason: '广告' }));
    const { revision } = given(await stage.root.readApplication({ id }));
    expect(refused(await stage.root.decideApplication({ id, decision: 'approve', revision })).code).toBe('applicant_barred');
    expect(await stage.count('seat')).toBe(0);
    given(await stage.root.liftBan({ id: ban.id, reason: '弄错了' }));
    expect(given(await stage.root.decideApplication({ id, decision: 'approve', revision })).decision).toBe('approved');
  });

  test('can be appealed, and the answer comes by mail', async () => {
    stage.world.uid = 'unknown';
    const guyu = await stage.person();
    const { id } = await apply(guyu.ops);
    given(await guyu.ops.appealDecision({ application: id, text: '这就是我的 UID' }));
    const [appeal] = given(await stage.root.listAppeals({})).items;
    given(await stage.root.answerAppeal({ id: appeal?.id ?? '', grant: true, answer: '查过了，确实是你' }));
    await stage.settle();
    expect((await stage.mails()).map(({ subject }) => subject), 'it can still be taken back').not.toContain('关于 Stream 模式的申诉有答复了');
    await stage.runJobs();
    const told = (await stage.mails()).find(({ subject }) => subject === '关于 Stream 模式的申诉有答复了');
    expect(told?.recipient).toBe(guyu.email);
    expect(told?.text).toContain('那次拒绝不再计次');
    expect(told?.text).toContain('查过了，确实是你');
    expect(given(await guyu.ops.readApplicationStatus({ application: id }))).toMatchObject({ state: 'in_review' });
  });

  test('that a moderator lifts is told to whose it is, once the lifting can be taken back no more; one that counts again is told to nobody', async () => {
    stage.world.uid = 'unknown';
    const [guyu, lixia] = [await stage.person(), await stage.person()];
    for (const { ops } of [guyu, lixia]) await apply(ops);
    await stage.settle();
    const strikeOf = async (person: string) => given(await stage.root.listStrikes({ person })).items[0]?.id ?? '';
    const [kept, renewed] = [await strikeOf(guyu.id), await strikeOf(lixia.id)];
    for (const id of [kept, renewed]) given(await stage.root.liftStrike({ id, reason: '内部的话' }));
    given(await stage.root.renewStrike({ id: renewed }));
    const before = (await stage.mails()).length;
    await stage.settle();
    expect(await stage.mails()).toHaveLength(before);
    stage.ground.clock.advance(16_000);
    await stage.runJobs();
    const told = (await stage.mails()).slice(before);
    expect(told.map(({ recipient, subject }) => [recipient, subject])).toEqual([[guyu.email, 'Stream 模式：那次拒绝不计次了']]);
    expect(told[0]?.text).not.toContain('内部的话');
    given(await stage.root.liftStrike({ id: kept, reason: '再一次' }));
    await stage.runJobs();
    expect(await stage.mails()).toHaveLength(before + 1);
  });

  test('counts once, however many answers arrive at the same time', async () => {
    stage.world.uid = 'unknown';
    const guyu = await stage.person();
    const answers = await Promise.all(Array.from({ length: 6 }, () => apply(guyu.ops)));
    const rejected = new Set(answers.map(({ id }) => id)).size;
    const strikes = await stage.count('strike');
    // Each answer that was decided on its own counts once; after the third nothing counts any more.
    expect(strikes).toBe(Math.min(3, rejected));
  });

  test('counts nothing when the chances of two fleets are used up at the same time, beyond each once', async () => {
    stage.world.uid = 'unknown';
    await stage.addFleet({ key: 'telegram', admission: { checks: [uid] } });
    const guyu = await stage.person();
    await Promise.all(['qq', 'telegram', 'qq', 'telegram', 'qq', 'telegram'].map((fleet) => apply(guyu.ops, '7', fleet)));
    expect(await stage.count('strike')).toBe(3);
  });
});

describe('who has used up their chances is found (H2)', () => {
  beforeEach(() => {
    stage.world.uid = someExist('proven');
  });

  test('under another spelling and with a plus in the address', async () => {
    const guyu = await stage.person({ email: 'gu.yu@gmail.com' });
    await strikeThrice(guyu.ops);
    // The very same mailbox cannot be proven by two persons; its owner stays barred under every spelling.
    const again = await stage.person({ email: 'other@example.com' });
    expect(await stage.prove(again.id, 'email', 'GuYu+new@googlemail.com')).toBe('taken');
  });

  test('with a new address, by the same proven UID', async () => {
    const guyu = await stage.person();
    await stage.prove(guyu.id, 'product_uid', '7', 'app');
    await strikeThrice(guyu.ops);
    const again = await stage.person();
    const { id, state } = await apply(again.ops, '７');
    expect([state, given(await again.ops.readApplicationStatus({ application: id })).chancesLeft]).toEqual(['rejected', 3]);
    expect(await stage.count('strike')).toBe(3);
  });

  test('with a new address, by the same account at a forge', async () => {
    const guyu = await stage.person();
    await stage.prove(guyu.id, 'github', '4711');
    await strikeThrice(guyu.ops);
    await stage.ground.open.pool.query("update identity set person_id = $1 where kind = 'github'", [(await stage.person()).id]);
    const { rows } = await stage.ground.open.pool.query<{ person_id: string }>("select person_id from identity where kind = 'github'");
    const again = stage.as({ kind: 'person', id: rows[0]?.person_id ?? '', name: 'x', grants: [], via: { kind: 'session', id: rows[0]?.person_id ?? '', authenticatedAt: stage.ground.clock.now() }, network: '192.0.2.7' });
    expect(given(await again.applyToFleet({ fleet: 'qq', answers: { uid: '7' } })).state).toBe('rejected');
  });

  test('in every fleet of the list, and in none of another list', async () => {
    await stage.addFleet({ key: 'telegram', admission: { checks: [uid] } });
    await stage.addFleet({ key: 'cafe', admission: { checks: [uid], strikeList: 'cafes' } });
    const guyu = await stage.person();
    await strikeThrice(guyu.ops);
    expect([(await apply(guyu.ops, '7', 'telegram')).state, (await apply(guyu.ops, '7', 'cafe')).state]).toEqual(['rejected', 'joined']);
  });
});

describe('nobody can burn somebody else', () => {
  test('by claiming their address: what is claimed never counts, and they are not barred', async () => {
    stage.world.uid = 'unknown';
    const attacker = await stage.person({ email: 'victim@example.com', proven: false });
    for (const number of ['1', '2', '3', '4']) expect((await apply(attacker.ops, number)).state).toBe('rejected');
    expect(await stage.count('strike')).toBe(0);
    stage.world.uid = 'proven';
    const victim = await stage.person({ email: 'victim@example.com' });
    expect((await apply(victim.ops)).state).toBe('joined');
  });

  test('by claiming a barred account: a moderator looks, and the claim bars nobody', async () => {
    stage.world.uid = someExist('proven');
    const barred = await stage.person();
    await stage.prove(barred.id, 'qq', '12345678');
    await strikeThrice(barred.ops);
    const lixia = await stage.person({ name: '立夏' });
    await stage.claim(lixia.id, 'qq', '12345678');
    const { id, state } = await apply(lixia.ops, '8');
    expect(state).toBe('in_review');
    expect(given(await stage.root.readApplication({ id })).open).toMatchObject([{ reason: 'strikes_claimed' }]);
  });

  test.each([['barred', 'banned_claimed'], ['out of chances', 'strikes_claimed']])('by learning from a claim that it is %s: the status and the export are those of any other review', async (how, reason) => {
    stage.world.uid = someExist('proven');
    await stage.addFleet({ key: 'reviewed', admission: { checks: [uid], review: true } });
    const victim = await stage.person();
    await stage.prove(victim.id, 'qq', '12345678');
    if (how === 'barred') given(await stage.root.banPerson({ person: victim.id, reason: '广告' }));
    else await strikeThrice(victim.ops);
    const [curious, other] = [await stage.person({ name: '立夏' }), await stage.person({ name: '立夏' })];
    await stage.claim(curious.id, 'qq', '12345678');
    await stage.claim(other.id, 'qq', '87654321');
    const [asked, usual] = [await apply(curious.ops, '8'), await apply(other.ops, '9', 'reviewed')];
    expect(given(await stage.root.readApplication({ id: asked.id })).open).toMatchObject([{ reason }]);
    const seen = async ({ ops, id: person }: typeof curious, { id }: { id: string }) => {
      const { id: _id, fleet: _fleet, answers: _answers, ...status } = given(await ops.readApplicationStatus({ application: id }));
      const { applications = [] } = await admissionPersonalData.gather(stage.ground.database, person);
      return { status, exported: exported.array().parse(applications).flatMap(({ decisions }) => decisions.map(({ findings }) => findings)) };
    };
    expect(await seen(curious, asked)).toEqual(await seen(other, usual));
  });

  test('by answering with their UID: it exists and is not the attacker’s, which is no rejection', async () => {
    stage.world.uid = 'exists';
    const victim = await stage.person();
    await stage.prove(victim.id, 'product_uid', '7', 'app');
    const attacker = await stage.person();
    const { id, state } = await apply(attacker.ops);
    expect(state).toBe('in_review');
    expect(given(await attacker.ops.readApplicationStatus({ application: id })).findings.find(({ check }) => check === 'uid')?.text).toBe('管理员会核对 UID');
    stage.world.uid = 'proven';
    expect((await apply(victim.ops)).state).toBe('joined');
  });
});

describe('during an outage (H3)', () => {
  const window = { id: '0190a000-0000-7000-8000-000000000001', kind: 'observed' as const, from: '2026-11-18T01:00:00.000Z' };

  const looked = (found: string) => noticeKinds.uid_unproven.where.found.some((one) => one === found);

  test('the UID may be left out and a moderator looks; it is owed afterwards, and a moderator is told when it does not come', async () => {
    stage.world.grace = window;
    const [guyu, mod] = [await stage.person(), await stage.person({ name: '春华', grants: [{ role: 'moderator', scope: { kind: 'fleet', key: 'qq' } }] })];
    const { id, state } = given(await guyu.ops.applyToFleet({ fleet: 'qq', answers: {} }));
    expect(state).toBe('in_review');
    given(await mod.ops.decideApplication({ id, decision: 'approve', revision: 1 }));
    expect(given(await guyu.ops.readApplicationStatus({ application: id }))).toMatchObject({ state: 'joined', may: { giveUid: true } });
    stage.ground.clock.advance(15 * 86_400_000);
    await stage.jobs.findOverdueUids.run(stage.jobWork(stage.ground.database), {});
    await stage.jobs.findOverdueUids.run(stage.jobWork(stage.ground.database), {});
    expect(stage.events('application.uid_overdue')).toHaveLength(1);
    expect(given(await mod.ops.listApplications({ uid: 'overdue' })).items).toMatchObject([{ id, state: 'joined' }]);
    expect(given(await mod.ops.readApplication({ id })).uidOwed).toMatchObject({ overdue: true });
    stage.world.uid = 'proven';
    given(await guyu.ops.giveOwedUid({ application: id, uid: '7' }));
    expect(given(await guyu.ops.readApplicationStatus({ application: id })).may.giveUid).toBe(false);
    expect(given(await mod.ops.listApplications({ uid: 'overdue' })).items).toEqual([]);
    expect(given(await mod.ops.readApplication({ id })).uidOwed).toBeUndefined();
    expect(stage.events('application.uid_given')).toMatchObject([{ data: { person: guyu.id, found: 'proven' } }]);
    expect(looked('proven'), 'nobody needs to look').toBe(false);
  });

  test.each([
    ['exists, and nothing says whose it is', 'exists', false, 'exists'],
    ['exists, and somebody else has proven it', 'exists', true, 'of_another'],
    ['the product calls theirs, and somebody else has proven it', 'proven', true, 'of_another'],
  ] as const)('a UID that %s settles what was owed, and a moderator is told to look', async (_what, outcome, isOfAnother, found) => {
    stage.world.grace = window;
    const [guyu, owner, mod] = [await stage.person(), await stage.person(), await stage.person({ name: '春华', grants: [{ role: 'moderator', scope: { kind: 'fleet', key: 'qq' } }] })];
    if (isOfAnother) await stage.prove(owner.id, 'product_uid', '7', 'app');
    const { id } = given(await guyu.ops.applyToFleet({ fleet: 'qq', answers: {} }));
    given(await mod.ops.decideApplication({ id, decision: 'approve', revision: 1 }));
    stage.world.uid = outcome;
    given(await guyu.ops.giveOwedUid({ application: id, uid: '7' }));
    expect(given(await guyu.ops.readApplicationStatus({ application: id }))).toMatchObject({ state: 'joined', answers: { uid: '7' }, may: { giveUid: false } });
    expect(stage.events(noticeKinds.uid_unproven.event)).toMatchObject([{ subject: id, data: { fleet: 'qq', person: guyu.id, found } }]);
    expect(looked(found)).toBe(true);
  });

  test('a rejection does not count, and says why', async () => {
    stage.world.grace = window;
    stage.world.uid = 'unknown';
    const guyu = await stage.person();
    const { id, state } = await apply(guyu.ops);
    expect(state).toBe('rejected');
    expect(given(await guyu.ops.readApplicationStatus({ application: id }))).toMatchObject({ counted: false, reason: '没有查到这个 UID', chancesLeft: 3 });
  });

  test('that only the applicant claims, a moderator looks and nothing counts', async () => {
    stage.world.uid = 'unknown';
    const guyu = await stage.person();
    const { state } = given(await guyu.ops.applyToFleet({ fleet: 'qq', answers: { uid: '7', uidUnreachable: true } }));
    expect([state, await stage.count('strike')]).toEqual(['in_review', 0]);
  });
});
