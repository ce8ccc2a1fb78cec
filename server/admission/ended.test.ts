import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seatsOfPerson } from '../groups/index.ts';
import { given } from '../centre/testing.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
  await stage.addFleet({ key: 'users', groups: [{ key: 'one' }, { key: 'two' }] });
  await stage.addFleet({ key: 'qq', platform: 'manual', app: 'qq', groups: [{ key: 'first', number: '10001' }] });
});
afterEach(() => stage.close());

type Person = Awaited<ReturnType<AdmissionStage['person']>>;
const day = 86_400_000;
const apply = async ({ ops }: Person, fleet: string) => given(await ops.applyToFleet({ fleet, answers: {} })).id;
const seatOf = async ({ id }: Person) => (await seatsOfPerson(stage.ground.database, id))[0]!;
const status = async ({ ops }: Person, application: string) => given(await ops.readApplicationStatus({ application }));
const line = async (id: string, state: 'joined' | 'expired' | 'withdrawn') => given(await stage.root.listApplications({ state })).items.find((item) => item.id === id);
const mailsTo = async ({ email }: Person) => (await stage.mails()).filter(({ recipient }) => recipient === email).map(({ subject }) => subject);
describe('whoever was in', () => {
  test('and left, was taken out, or whose group was dissolved, reads so, with the way back, and so does a moderator', async () => {
    const [left, removed, dissolved] = [await stage.person(), await stage.person(), await stage.person()];
    const ids = [await apply(left, 'users'), await apply(removed, 'users'), await apply(dissolved, 'users')] as const;
    given(await left.ops.leaveGroup({ group: (await seatOf(left)).groupId }));
    expect((await status(left, ids[0])).ended, 'also in the moment before the application follows').toBe('left');
    given(await stage.root.removeGroupMember({ seat: (await seatOf(removed)).id }));
    await stage.settle();
    given(await stage.root.dissolveGroup({ group: (await seatOf(dissolved)).groupId, evenLast: true }));
    await stage.settle();
    const at = stage.ground.clock.now().toISOString();
    for (const [person, id, ended] of [[left, ids[0], 'left'], [removed, ids[1], 'removed'], [dissolved, ids[2], 'dissolved']] as const) {
      expect(await status(person, id)).toMatchObject({ state: 'joined', ended, endedAt: at, group: { name: expect.any(String) }, may: { giveUid: false } });
      expect(given(await person.ops.listOwnApplications({})).items).toMatchObject([{ ended }]);
      expect(await line(id, 'joined')).toMatchObject({ ended, endedAt: at });
    }
  });

  test('and applies again is shown to the moderator as somebody who left, not as a member', async () => {
    await stage.addFleet({ key: 'reviewed', admission: { review: true } });
    const guyu = await stage.person();
    await apply(guyu, 'users');
    await stage.settle();
    given(await guyu.ops.leaveGroup({ group: (await seatOf(guyu)).groupId }));
    await stage.settle();
    const id = await apply(guyu, 'reviewed');
    expect(given(await stage.root.readApplication({ id })).earlier).toMatchObject([{ fleet: 'users', state: 'joined', ended: 'left' }]);
  });

  test('reads that they are in again when they came back, and nothing else while they are in', async () => {
    const guyu = await stage.person();
    const id = await apply(guyu, 'users');
    await stage.settle();
    expect(await status(guyu, id)).not.toHaveProperty('ended');
    const { groupId: group } = await seatOf(guyu);
    given(await guyu.ops.leaveGroup({ group }));
    await stage.settle();
    given(await guyu.ops.returnToGroup({ group }));
    expect((await seatOf(guyu)).groupId).toBe(group);
    expect(await status(guyu, id)).not.toHaveProperty('ended');
    expect(await line(id, 'joined')).not.toHaveProperty('ended');
  });
});

describe('a seat that was held', () => {
  test('and given up by oneself withdraws the application; nobody is told that their time was over', async () => {
    const guyu = await stage.person();
    const id = await apply(guyu, 'qq');
    await stage.settle();
    const before = await mailsTo(guyu);
    given(await guyu.ops.leaveGroup({ group: (await seatOf(guyu)).groupId }));
    await stage.settle();
    expect(await status(guyu, id)).toMatchObject({ state: 'withdrawn', ended: 'left' });
    expect(await mailsTo(guyu)).toEqual(before);
    expect(stage.events('application.withdrawn')).toMatchObject([{ subject: id }]);
  });

  test('and taken back by a moderator is told as that, by mail and on the page', async () => {
    const guyu = await stage.person();
    const id = await apply(guyu, 'qq');
    await stage.settle();
    const seat = await seatOf(guyu);
    given(await stage.root.removeGroupMember({ seat: seat.id }));
    stage.ground.clock.advance(16_000);
    await stage.runJobs();
    await stage.settle();
    expect(await status(guyu, id)).toMatchObject({ state: 'expired', ended: 'removed' });
    expect(await line(id, 'expired')).toMatchObject({ ended: 'removed' });
    expect((await mailsTo(guyu)).at(-1)).toBe('为你保留的 Stream 模式的位置收回了');
    expect((await mailsTo(guyu)).join()).not.toContain('已过期');
  });

  test('in a group that was dissolved is told as that on the page too, and one whose time ran out as before', async () => {
    const [guyu, lixia] = [await stage.person(), await stage.person()];
    const late = await apply(lixia, 'qq');
    await stage.settle();
    stage.ground.clock.advance(25 * 3_600_000);
    await stage.jobs.expireSeats.run(stage.jobWork(stage.ground.database), {});
    await stage.settle();
    expect(await status(lixia, late)).toMatchObject({ state: 'expired' });
    expect(await status(lixia, late)).not.toHaveProperty('ended');
    const id = await apply(guyu, 'qq');
    await stage.settle();
    given(await stage.root.dissolveGroup({ group: (await seatOf(guyu)).groupId, evenLast: true }));
    await stage.settle();
    expect(await status(guyu, id)).toMatchObject({ state: 'expired', ended: 'dissolved' });
  });
});

describe('a form that was sent back', () => {
  const endUnmended = () => stage.jobs.endUnmended.run(stage.jobWork(stage.ground.database), {});

  test('is waited for: its applicant is reminded once, and then it comes to nothing and the invitation is free again', async () => {
    await stage.addFleet({ key: 'trusted', admission: { checks: [{ kind: 'high_trust' }] } });
    const { link } = given(await stage.root.createGroupInvitation({ fleet: 'trusted', uses: 1 }));
    const token = link.slice(link.lastIndexOf('/') + 1);
    const guyu = await stage.person();
    const { id, state } = given(await guyu.ops.applyToFleet({ fleet: 'trusted', answers: {}, invitation: token }));
    expect(state).toBe('awaiting_correction');
    await stage.settle();
    const sent = stage.ground.clock.now().getTime();
    expect((await status(guyu, id)).correctUntil).toBe(new Date(sent + 14 * day).toISOString());
    const before = (await mailsTo(guyu)).length;
    stage.ground.clock.advance(11 * day - 1000);
    await endUnmended();
    expect(await mailsTo(guyu)).toHaveLength(before);
    stage.ground.clock.advance(1000);
    await endUnmended();
    await endUnmended();
    expect((await mailsTo(guyu)).slice(before)).toEqual(['Stream 模式：你的申请还等着修改']);
    stage.ground.clock.advance(3 * day - 1000);
    await endUnmended();
    expect((await status(guyu, id)).state).toBe('awaiting_correction');
    stage.ground.clock.advance(1000);
    await endUnmended();
    await stage.settle();
    expect(await status(guyu, id)).toMatchObject({ state: 'expired', ended: 'not_corrected', may: { correct: false } });
    expect(stage.events('application.expired')).toMatchObject([{ subject: id, data: { what: 'correction' } }]);
    expect(await mailsTo(guyu), 'one mail is enough').toHaveLength(before + 1);
    const { rows } = await stage.ground.open.pool.query<{ uses_left: number }>('select uses_left from invitation');
    expect(rows).toEqual([{ uses_left: 1 }]);
  });

  test('and forgotten before anybody was reminded of such has the days that the reminder names', async () => {
    await stage.addFleet({ key: 'trusted', admission: { checks: [{ kind: 'high_trust' }] } });
    const guyu = await stage.person();
    const { id } = given(await guyu.ops.applyToFleet({ fleet: 'trusted', answers: {} }));
    stage.ground.clock.advance(200 * day);
    await endUnmended();
    const { state, correctUntil } = await status(guyu, id);
    expect([state, correctUntil]).toEqual(['awaiting_correction', new Date(stage.ground.clock.now().getTime() + 3 * day).toISOString()]);
    stage.ground.clock.advance(3 * day);
    await endUnmended();
    expect((await status(guyu, id)).state).toBe('expired');
  });

  test('and mended in time is decided, and never ended', async () => {
    await stage.addFleet({ key: 'trusted', admission: { checks: [{ kind: 'high_trust' }] } });
    const guyu = await stage.person();
    const { id } = given(await guyu.ops.applyToFleet({ fleet: 'trusted', answers: {} }));
    stage.ground.clock.advance(12 * day);
    await endUnmended();
    stage.world.highTrust = { outcome: 'passed', at: stage.ground.clock.now().toISOString() };
    expect(given(await guyu.ops.correctApplication({ application: id, answers: {} })).state).toBe('joined');
    stage.ground.clock.advance(30 * day);
    await endUnmended();
    expect(await status(guyu, id)).toMatchObject({ state: 'joined' });
  });
});
