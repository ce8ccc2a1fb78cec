import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeBackSeconds } from '../../common/contract/undo.ts';
import { given, refused } from '../centre/testing.ts';
import { endSeat, findSeat, lockFleet } from '../groups/index.ts';
import { callBy, commandLine } from '../../test/harness/operations.ts';
import { callerFor } from '../platform/index.ts';
import { peoplePersonalData } from '../people/index.ts';
import { admissionPersonalData } from './personal-data.ts';
import { replayCommands } from './operations/policies.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
});
afterEach(() => stage.close());

type Person = Awaited<ReturnType<AdmissionStage['person']>>;
const apply = async (person: Person, fleet: string) => given(await person.ops.applyToFleet({ fleet, answers: {} }));
const status = async (person: Person, application: string) => given(await person.ops.readApplicationStatus({ application }));
const ban = async (person: Person, input: { fleet?: string; list?: string } = {}) => given(await stage.root.banPerson({ person: person.id, reason: '广告', ...input }));
const canBeTakenBackNoMore = () => stage.ground.clock.advance((takeBackSeconds + 1) * 1000);
/** The ban can be taken back no more, and what comes of it has happened. */
const stands = async () => {
  canBeTakenBackNoMore();
  await stage.runJobs();
  await stage.settle();
};
const seats = () => stage.count('seat', "state <> 'ended'");
const replay = async () => given(await callerFor(stage.ground, replayCommands, callBy(commandLine)).replayDecisions({}));

const groupOf = async (application: string) => {
  const { rows } = await stage.ground.open.pool.query<{ group_id: string }>('select group_id from application where id = $1', [application]);
  return rows[0]?.group_id ?? '';
};

/** Somebody who is offered the only free seat of a fleet, and somebody who waits behind them. */
async function offered(): Promise<{ first: Person; application: string; next: Person; behind: string }> {
  await stage.addFleet({ key: 'users', target: 2, platformLimit: 2, freezeAt: 100, divertAt: 50, maximumGroups: 1 });
  const inside = await apply(await stage.person(), 'users');
  await apply(await stage.person(), 'users');
  const [first, next] = [await stage.person(), await stage.person()];
  const [application, behind] = [(await apply(first, 'users')).id, (await apply(next, 'users')).id];
  await stage.ground.database.transaction().execute(async (db) => {
    const locked = await lockFleet(db, 'users', stage.reader);
    const { rows } = await stage.ground.open.pool.query<{ seat_id: string }>('select seat_id from application where id = $1', [inside.id]);
    const seat = await findSeat(db, rows[0]?.seat_id ?? '');
    if (locked === undefined || seat === undefined) throw new Error('No seat');
    await endSeat(stage.doing(db), locked, seat, 'left');
  });
  await stage.settle();
  expect((await status(first, application)).may.accept).toBe(true);
  return { first, application, next, behind };
}

describe('whoever is barred while a seat is held for them', () => {
  test('does not take it from the waitlist: it goes to the next, also before anybody heard of the ban', async () => {
    const { first, application, next, behind } = await offered();
    await ban(first, { fleet: 'users' });
    canBeTakenBackNoMore();
    expect(given(await first.ops.acceptOffer({ application })).state).toBe('rejected');
    expect(refused(await first.ops.acceptOffer({ application })).code).toBe('too_late');
    await stage.settle();
    expect((await status(next, behind)).may.accept).toBe(true);
    expect(await seats()).toBe(2);
  });

  test('loses it when the ban stands, and reads nothing but that they cannot join; the next is offered it', async () => {
    const { first, application, next, behind } = await offered();
    await ban(first, { fleet: 'users' });
    await stage.settle();
    expect((await status(first, application)).may.accept, 'it can still be taken back').toBe(true);
    await stands();
    expect(await status(first, application)).toMatchObject({ state: 'rejected', findings: [{ check: 'banned', text: '不能加入这个群' }], reason: '不能加入这个群', counted: false, may: { accept: false, appeal: true } });
    const { text } = (await stage.mails()).find(({ recipient, subject }) => recipient === first.email && subject.includes('没有通过')) ?? { text: '' };
    expect(text).toContain('原因：不能加入这个群');
    expect(text).not.toMatch(/广告|可以再申请/);
    expect((await status(next, behind)).may.accept).toBe(true);
    expect(await replay()).toMatchObject({ different: 0, erased: 0 });
  });

  test('does not get in where approval is a code: neither by confirming, nor by whoever checks the code there', async () => {
    await stage.addFleet({ key: 'qq', platform: 'manual', app: 'qq', groups: [{ key: 'qq-one' }] });
    const guyu = await stage.person();
    const { id, state } = await apply(guyu, 'qq');
    const code = (await status(guyu, id)).seat?.code ?? '';
    expect(state).toBe('approved');
    const { id: bar } = await ban(guyu);
    const verdict = async () => given(await stage.root.checkJoinCodes({ codes: [code] })).items[0]?.verdict;
    expect(await verdict()).toBe('expired');
    canBeTakenBackNoMore();
    expect(given(await guyu.ops.confirmJoined({ application: id })).state).toBe('rejected');
    given(await stage.root.liftBan({ id: bar, reason: '弄错了' }));
    expect(await verdict(), 'the seat of the code is gone').toBe('expired');
    expect(await seats()).toBe(0);
  });

  test('loses it in every fleet of the list, and in none of another list; who was approved and not barred keeps theirs', async () => {
    for (const [key, strikeList] of [['qq', 'games'], ['telegram', 'games'], ['cafe', 'cafes']] as const) await stage.addFleet({ key, platform: 'manual', app: 'qq', groups: [{ key: `${key}-one` }], admission: { strikeList } });
    const [guyu, lixia] = [await stage.person(), await stage.person()];
    const ids = [];
    for (const fleet of ['qq', 'telegram', 'cafe']) ids.push((await apply(guyu, fleet)).id);
    const other = (await apply(lixia, 'qq')).id;
    await ban(guyu, { list: 'games' });
    await stands();
    expect(await Promise.all(ids.map(async (id) => (await status(guyu, id)).state))).toEqual(['rejected', 'rejected', 'approved']);
    expect((await status(lixia, other)).state).toBe('approved');
  });

  test('keeps what they have when the ban was lifted before anybody heard of it', async () => {
    const { first, application } = await offered();
    const { id } = await ban(first, { fleet: 'users' });
    given(await stage.root.liftBan({ id, reason: '弄错了' }));
    await stands();
    expect(given(await first.ops.acceptOffer({ application })).state).toBe('joined');
  });

  test('keeps it when the ban is taken back at once by who made it, as if it had never been; later it can only be lifted', async () => {
    const { first, application } = await offered();
    const { id } = await ban(first, { fleet: 'users' });
    expect(given(await stage.root.undoBan({ id }))).toEqual({ id });
    expect(refused(await stage.root.undoBan({ id })).code).toBe('not_found');
    await stands();
    expect(given(await stage.root.listBans({ person: first.id })).items).toEqual([]);
    expect(given(await first.ops.acceptOffer({ application })).state).toBe('joined');
    const other = await stage.person();
    const { id: late } = await ban(other);
    await stands();
    expect(refused(await stage.root.undoBan({ id: late })).code).toBe('too_late');
    const { id: lifted } = await ban(other, { fleet: 'users' });
    given(await stage.root.liftBan({ id: lifted, reason: '弄错了' }));
    expect(refused(await stage.root.undoBan({ id: lifted })).code).toBe('too_late');
    expect(stage.events('ban.lifted')).toHaveLength(2);
  });
});

describe('a ban that can be taken back still', () => {
  const inAMoment = { code: 'in_a_moment', parameters: { seconds: takeBackSeconds + 1 } };

  test('decides nothing about a seat that is held: its applicant is told to come again in a moment, and has it once the ban is taken back', async () => {
    const { first, application } = await offered();
    await stage.addFleet({ key: 'qq', platform: 'manual', app: 'qq', groups: [{ key: 'qq-one' }] });
    const { id: held } = await apply(first, 'qq');
    const { id } = await ban(first);
    expect(refused(await first.ops.acceptOffer({ application }))).toMatchObject(inAMoment);
    expect(refused(await first.ops.confirmJoined({ application: held }))).toMatchObject(inAMoment);
    given(await stage.root.undoBan({ id }));
    expect([given(await first.ops.acceptOffer({ application })).state, given(await first.ops.confirmJoined({ application: held })).state]).toEqual(['joined', 'joined']);
    expect((await stage.mails()).filter(({ subject }) => subject.includes('没有通过'))).toEqual([]);
  });

  test('rejects nobody who applies: once it is taken back they get in, and where it stands they do not', async () => {
    await stage.addFleet({ key: 'users' });
    const [guyu, lixia] = [await stage.person(), await stage.person()];
    const { id } = await ban(guyu);
    await ban(lixia);
    for (const person of [guyu, lixia]) expect(refused(await person.ops.applyToFleet({ fleet: 'users', answers: {} }))).toMatchObject(inAMoment);
    expect(await stage.count('application')).toBe(0);
    given(await stage.root.undoBan({ id }));
    expect((await apply(guyu, 'users')).state).toBe('joined');
    await stands();
    expect((await apply(lixia, 'users')).state).toBe('rejected');
  });

  test('costs nobody who waits their turn, and gives it to nobody behind them', async () => {
    const { first, application, next, behind } = await offered();
    given(await first.ops.acceptOffer({ application }));
    const { id } = await ban(next);
    given(await first.ops.leaveGroup({ group: await groupOf(application) }));
    await stage.settle();
    expect((await status(next, behind)).may.accept).toBe(false);
    given(await stage.root.undoBan({ id }));
    await stage.jobs.offerSeats.run(stage.jobWork(stage.ground.database), {});
    expect(await status(next, behind)).toMatchObject({ state: 'waitlisted', may: { accept: true } });
  });

  test('does not soften what else bars: whoever has no chances left is rejected at once', async () => {
    await stage.addFleet({ key: 'users', admission: { review: true, chances: 1 } });
    const guyu = await stage.person();
    const { id } = await apply(guyu, 'users');
    given(await stage.root.decideApplication({ id, decision: 'reject', counts: true, reason: '广告', revision: 1 }));
    await ban(guyu);
    expect((await apply(guyu, 'users')).state).toBe('rejected');
  });
});

describe('whoever is barred while they are in', () => {
  const both = async () => {
    for (const key of ['users', 'cafe']) await stage.addFleet({ key, admission: { strikeList: key === 'users' ? 'centre' : 'cafes' } });
    await stage.addFleet({ key: 'qq', platform: 'manual', app: 'qq', groups: [{ key: 'qq-one', number: '10001' }] });
    const guyu = await stage.person();
    const ids = { users: (await apply(guyu, 'users')).id, cafe: (await apply(guyu, 'cafe')).id, qq: (await apply(guyu, 'qq')).id };
    await stage.settle();
    return { guyu, ids };
  };

  test('stays there unless that is asked for; then they are taken out wherever it holds, once it stands, and are told no more than that', async () => {
    const { guyu, ids } = await both();
    await ban(guyu);
    await stands();
    expect([(await status(guyu, ids.users)).ended, (await status(guyu, ids.qq)).state, await seats()]).toEqual([undefined, 'rejected', 2]);
    given(await stage.root.banPerson({ person: guyu.id, reason: '广告', takeOut: true }));
    await stage.settle();
    expect(await seats(), 'it can still be taken back').toBe(2);
    const before = (await stage.mails()).length;
    await stands();
    expect(await seats()).toBe(1);
    expect(await status(guyu, ids.users)).toMatchObject({ state: 'joined', ended: 'removed' });
    expect((await status(guyu, ids.cafe)).ended, 'another list').toBeUndefined();
    expect((await stage.mails()).length).toBe(before);
    expect(stage.events('seat.ended').at(-1)?.data).toMatchObject({ because: 'removed', fleet: 'users', wasMember: true });
  });

  test('is taken out by nobody who may not manage members wherever it holds', async () => {
    const { guyu } = await both();
    const keeper = await stage.person({ grants: [{ role: 'moderator', scope: { kind: 'fleet', key: 'users' } }] });
    expect(refused(await keeper.ops.banPerson({ person: guyu.id, reason: '广告', takeOut: true })).code).toBe('beyond_own_rights');
    given(await keeper.ops.banPerson({ person: guyu.id, fleet: 'users', reason: '广告', takeOut: true }));
    await stands();
    expect(await stage.count('seat', "state <> 'ended' and fleet = 'users'")).toBe(0);
    expect(await stage.count('seat', "state <> 'ended'")).toBe(2);
  });
});

describe('a ban that holds in one fleet alone', () => {
  const moving = [
    ['goes by another key', async () => void given(await stage.root.renameFleet({ fleet: 'users', key: 'members' }))],
    ['goes into another', async () => void given(await stage.root.mergeFleets({ fleet: 'users', into: 'members' }))],
  ] as const;

  test.each(moving)('holds on when its fleet %s, is listed there and can be lifted there, and holds in no other fleet', async (what, move) => {
    for (const key of ['users', 'cafe', ...(what === 'goes into another' ? ['members'] : [])]) await stage.addFleet({ key });
    const guyu = await stage.person();
    const { id } = await ban(guyu, { fleet: 'users' });
    await move();
    canBeTakenBackNoMore();
    expect((await apply(guyu, 'members')).state).toBe('rejected');
    expect(given(await stage.root.listBans({ fleet: 'members' })).items).toMatchObject([{ id, fleet: 'members' }]);
    expect((await apply(guyu, 'cafe')).state).toBe('joined');
    given(await stage.root.liftBan({ id, reason: '弄错了' }));
    expect((await apply(guyu, 'members')).state).toBe('joined');
  });

  test.each(moving)('also outlives the erasure of whoever is barred when its fleet %s afterwards', async (what, move) => {
    for (const key of ['users', 'cafe', ...(what === 'goes into another' ? ['members'] : [])]) await stage.addFleet({ key });
    const guyu = await stage.person();
    await ban(guyu, { fleet: 'users' });
    await stage.ground.database.transaction().execute(async (db) => {
      await admissionPersonalData.erase(db, guyu.id, { now: stage.ground.clock.now(), secrets: stage.ground.secrets });
      await peoplePersonalData.erase(db, guyu.id, { now: stage.ground.clock.now(), secrets: stage.ground.secrets });
    });
    await move();
    const again = await stage.person({ email: guyu.email });
    expect((await apply(again, 'members')).state).toBe('rejected');
    expect((await apply(again, 'cafe')).state).toBe('joined');
  });
});
