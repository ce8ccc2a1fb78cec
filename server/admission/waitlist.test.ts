import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fleet } from '../../common/contract/fleet.ts';
import { takeBackSeconds } from '../../common/contract/undo.ts';
import { given, refused } from '../centre/testing.ts';
import { endSeat, findSeat, lockFleet } from '../groups/index.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
});
afterEach(() => stage.close());

type Person = Awaited<ReturnType<AdmissionStage['person']>>;
/** A fleet with room for two. */
const small = (entry: Partial<Fleet> = {}) => stage.addFleet({ key: 'users', target: 2, platformLimit: 2, freezeAt: 100, divertAt: 50, maximumGroups: 1, ...entry });
const apply = async (person: Person) => given(await person.ops.applyToFleet({ fleet: 'users', answers: {} }));
const status = async (person: Person, id: string) => given(await person.ops.readApplicationStatus({ application: id }));

async function fill(): Promise<string[]> {
  const ids = [];
  for (let count = 0; count < 2; count += 1) ids.push((await apply(await stage.person())).id);
  return ids;
}

test.each([[undefined, 24], [48, 48]] as const)('the join page of a fleet that says %s promises a seat from the waitlist for %s hours, and so long it is held', async (offerHours, hours) => {
  await small({ admission: offerHours === undefined ? {} : { offerHours } });
  const [first] = await fill();
  const waiting = await stage.person();
  expect(given(await waiting.ops.readJoinPage({ name: 'users' })).fleets).toMatchObject([{ landing: { kind: 'waitlist' }, offerHours: hours }]);
  const { id } = await apply(waiting);
  await leave(first ?? '');
  expect((await status(waiting, id)).offer?.until).toBe(new Date(stage.ground.clock.now().getTime() + hours * 3_600_000).toISOString());
});

/** Somebody leaves, as the groups module does it. */
async function leave(application: string) {
  await stage.ground.database.transaction().execute(async (db) => {
    const locked = await lockFleet(db, 'users', stage.reader);
    const { rows } = await stage.ground.open.pool.query<{ seat_id: string }>('select seat_id from application where id = $1', [application]);
    const seat = await findSeat(db, rows[0]?.seat_id ?? '');
    if (locked === undefined || seat === undefined) throw new Error('No seat');
    await endSeat(stage.doing(db), locked, seat, 'left');
  });
  await stage.settle();
}

/** The seats that were held and not taken go on, as the clock of the groups module does it. */
async function expireSeats() {
  await stage.ground.database.transaction().execute(async (db) => {
    const locked = await lockFleet(db, 'users', stage.reader);
    const { rows } = await stage.ground.open.pool.query<{ id: string }>("select id from seat where state = 'reserved' and expires_at <= $1", [stage.ground.clock.now()]);
    for (const { id } of rows) {
      const seat = await findSeat(db, id);
      if (locked !== undefined && seat !== undefined) await endSeat(stage.doing(db), locked, seat, 'expired', { expiredBy: stage.ground.clock.now() });
    }
  });
  await stage.settle();
}

describe('what a moderator reads of an offer', () => {
  test('is that an approval leads to the very seat that is held for it, also when it is the last one', async () => {
    await stage.addFleet({ key: 'users', target: 2, platformLimit: 2, freezeAt: 100, divertAt: 50, maximumGroups: 1 });
    const [inside, , waiting] = [await stage.person(), await stage.person(), await stage.person()];
    const seat = (await apply(inside)).id;
    await apply(await stage.person());
    const { id } = await apply(waiting);
    expect(given(await stage.root.readApplication({ id })).landing?.group).toBeUndefined();
    const { rows } = await stage.ground.open.pool.query<{ group_id: string }>('select group_id from application where id = $1', [seat]);
    given(await inside.ops.leaveGroup({ group: rows[0]?.group_id ?? '' }));
    await stage.settle();
    expect((await status(waiting, id)).may.accept).toBe(true);
    const evidence = given(await stage.root.readApplication({ id }));
    expect(evidence.landing?.group).toBe('Stream 模式');
    expect(given(await stage.root.decideApplication({ id, decision: 'approve', revision: evidence.revision })).state).toBe('joined');
  });
});

describe('the waitlist', () => {
  test('goes in order, each with their place; an offer is held for a day and then goes to the next', async () => {
    await small();
    const [first] = await fill();
    const [guyu, lixia, xiaoman] = [await stage.person(), await stage.person(), await stage.person()];
    const ids = [(await apply(guyu)).id, (await apply(lixia)).id, (await apply(xiaoman)).id] as const;
    expect([(await status(guyu, ids[0])).position, (await status(lixia, ids[1])).position, (await status(xiaoman, ids[2])).position]).toEqual([1, 2, 3]);

    await leave(first ?? '');
    expect(await status(guyu, ids[0])).toMatchObject({ state: 'waitlisted', offer: { until: '2026-11-19T02:00:00.000Z' }, may: { accept: true } });
    expect((await status(lixia, ids[1])).position).toBe(1);
    expect((await stage.mails()).map(({ subject }) => subject)).toContain('Stream 模式有一个位置留给你');

    stage.ground.clock.advance(24 * 3_600_000 + 1000);
    expect(refused(await guyu.ops.acceptOffer({ application: ids[0] })).code).toBe('too_late');
    await expireSeats();
    expect((await status(guyu, ids[0])).state).toBe('expired');
    expect(await status(lixia, ids[1])).toMatchObject({ state: 'waitlisted', may: { accept: true } });
    expect(given(await lixia.ops.acceptOffer({ application: ids[1] })).state).toBe('joined');
    expect((await status(xiaoman, ids[2])).position).toBe(1);
    expect(await stage.count('seat', "state <> 'ended'")).toBe(2);
  });

  test('whoever was put on it without a UID, since the product could not be reached, owes it when they take their seat', async () => {
    await small({ admission: { checks: [{ kind: 'uid', product: 'app' }] } });
    const members = [await stage.person(), await stage.person()];
    const inside = [];
    for (const [index, member] of members.entries()) inside.push(given(await member.ops.applyToFleet({ fleet: 'users', answers: { uid: String(index + 1) } })).id);
    const guyu = await stage.person();
    const { id, state } = given(await guyu.ops.applyToFleet({ fleet: 'users', answers: { uidUnreachable: true } }));
    expect(state).toBe('in_review');
    expect(given(await stage.root.decideApplication({ id, decision: 'approve', revision: 1 })).state).toBe('waitlisted');
    await leave(inside[0] ?? '');
    expect(given(await guyu.ops.acceptOffer({ application: id })).state).toBe('joined');
    expect((await status(guyu, id)).may.giveUid).toBe(true);
  });

  test('does not make a fleet tell again and again that it is full: once for as long as somebody waits, and again after it had a seat for everyone', async () => {
    await small();
    const inside = await fill();
    const waiting = [];
    for (let count = 0; count < 3; count += 1) {
      const person = await stage.person();
      waiting.push({ person, id: (await apply(person)).id });
    }
    await stage.settle();
    const told = () => stage.events('fleet.full').length;
    expect(told()).toBe(1);
    for (const { person, id } of waiting) {
      await leave(inside.shift() ?? '');
      expect(given(await person.ops.acceptOffer({ application: id })).state).toBe('joined');
      await stage.settle();
      inside.push(id);
    }
    expect(told(), 'three seats went on to those who waited').toBe(1);
    await leave(inside.shift() ?? '');
    await apply(await stage.person());
    await stage.settle();
    expect(told(), 'a seat was free, and nobody waited').toBe(2);
  });

  test('a moderator approves whoever has the offer of the last seat into that seat', async () => {
    await small();
    const [first] = await fill();
    const guyu = await stage.person();
    const { id } = await apply(guyu);
    await leave(first ?? '');
    const { revision } = given(await stage.root.readApplication({ id }));
    expect(given(await stage.root.decideApplication({ id, decision: 'approve', revision })).state).toBe('joined');
    await stage.settle();
    expect((await status(guyu, id)).state).toBe('joined');
    expect(await stage.count('seat', "state <> 'ended'")).toBe(2);
  });

  test('follows a seat that ended also when its fleet went by another key before that was told', async () => {
    await small();
    const [first] = await fill();
    const [guyu, lixia] = [await stage.person(), await stage.person()];
    const [offered, next] = [(await apply(guyu)).id, (await apply(lixia)).id];
    await leave(first ?? '');
    stage.ground.clock.advance(24 * 3_600_000 + 1000);
    await stage.ground.database.transaction().execute(async (db) => {
      const locked = await lockFleet(db, 'users', stage.reader);
      const { rows } = await stage.ground.open.pool.query<{ id: string }>("select id from seat where state = 'reserved'");
      const seat = await findSeat(db, rows[0]?.id ?? '');
      if (locked === undefined || seat === undefined) throw new Error('No seat');
      await endSeat(stage.doing(db), locked, seat, 'expired', { expiredBy: stage.ground.clock.now() });
    });
    given(await stage.root.renameFleet({ fleet: 'users', key: 'members' }));
    await stage.settle();
    expect((await status(guyu, offered)).state).toBe('expired');
    await stage.jobs.offerSeats.run(stage.jobWork(stage.ground.database), {});
    expect(await status(lixia, next)).toMatchObject({ state: 'waitlisted', may: { accept: true } });
  });

  test('is not overtaken by who applies when a seat has just come free', async () => {
    await small();
    const [first] = await fill();
    const [guyu, late] = [await stage.person(), await stage.person()];
    const waiting = await apply(guyu);
    const { rows } = await stage.ground.open.pool.query<{ id: string }>('select seat_id as id from application where id = $1', [first]);
    await stage.ground.database.transaction().execute(async (db) => {
      const locked = await lockFleet(db, 'users', stage.reader);
      const seat = await findSeat(db, rows[0]?.id ?? '');
      if (locked !== undefined && seat !== undefined) await endSeat(stage.doing(db), locked, seat, 'left');
    });
    expect((await apply(late)).state).toBe('waitlisted');
    await stage.settle();
    expect((await status(guyu, waiting.id)).may.accept).toBe(true);
  });

  test('offers a seat once, however many nodes hear of it', async () => {
    await small();
    const [first] = await fill();
    const people = [await stage.person(), await stage.person(), await stage.person()];
    for (const one of people) await apply(one);
    await leave(first ?? '');
    await Promise.all(Array.from({ length: 8 }, () => stage.jobs.offerSeats.run(stage.jobWork(stage.ground.database), {})));
    expect([stage.events('application.offered').length, await stage.count('seat', "state = 'reserved'"), await stage.count('seat', "state <> 'ended'")]).toEqual([1, 1, 2]);
  });

  test('of fifty presses of “accept” one takes the seat, and all are answered the same (D13)', async () => {
    await small();
    const [first] = await fill();
    const guyu = await stage.person();
    const { id } = await apply(guyu);
    await leave(first ?? '');
    const answers = await Promise.all(Array.from({ length: 50 }, () => guyu.ops.acceptOffer({ application: id })));
    expect(new Set(answers.map((answer) => given(answer).state))).toEqual(new Set(['joined']));
    expect([stage.events('seat.confirmed').length, stage.events('application.joined').length, await stage.count('seat', "state = 'member'")]).toEqual([1, 1, 2]);
  });

  test('goes on when who was offered declines, and where people get in by themselves gives them time to do so', async () => {
    await small({ platform: 'manual', app: 'qq', groups: [{ key: 'one' }] });
    const [first] = await fill();
    const [guyu, lixia] = [await stage.person(), await stage.person()];
    const [one, two] = [await apply(guyu), await apply(lixia)];
    await leave(first ?? '');
    given(await guyu.ops.withdrawApplication({ application: one.id }));
    await stage.settle();
    stage.ground.clock.advance(20 * 3_600_000);
    expect(given(await lixia.ops.acceptOffer({ application: two.id })).state).toBe('approved');
    expect((await status(lixia, two.id)).seat).toMatchObject({ until: '2026-11-19T22:00:00.000Z', code: expect.any(String) });
    stage.ground.clock.advance(25 * 3_600_000);
    await expireSeats();
    expect((await status(lixia, two.id)).state).toBe('expired');
    expect((await stage.mails()).map(({ subject }) => subject)).toContain('Stream 模式的位置已过期');
  });

  test('passes over who got a seat another way, and nobody waits behind them for ever', async () => {
    await small({ target: 4, platformLimit: 4, freezeAt: 50, divertAt: 25, reserve: { returning: 100 } });
    const removed = await stage.person();
    const { id: first } = await apply(removed);
    const second = await apply(await stage.person());
    const [guyu, lixia] = [await stage.person(), await stage.person()];
    const offered = await apply(guyu);
    const { rows } = await stage.ground.open.pool.query<{ id: string }>('select seat_id as id from application where id = $1', [first]);
    const seat = rows[0]?.id ?? '';
    given(await stage.root.removeGroupMember({ seat }));
    await stage.settle();
    const again = await apply(removed);
    const waiting = await apply(lixia);
    expect([again.state, waiting.state]).toEqual(['waitlisted', 'waitlisted']);
    given(await stage.root.returnGroupMember({ seat }));
    await leave(second.id);
    given(await guyu.ops.withdrawApplication({ application: offered.id }));
    await stage.settle();
    expect([(await status(removed, again.id)).state, (await status(lixia, waiting.id)).may.accept]).toEqual(['withdrawn', true]);
  });

  test('leads who was barred meanwhile to a moderator', async () => {
    await small();
    const [first] = await fill();
    const guyu = await stage.person();
    const { id } = await apply(guyu);
    const moderator = await stage.person({ grants: [{ role: 'operator', scope: { kind: 'centre' } }] });
    given(await moderator.ops.banPerson({ person: guyu.id, fleet: 'users', reason: '广告' }));
    stage.ground.clock.advance((takeBackSeconds + 1) * 1000);
    await leave(first ?? '');
    expect((await status(guyu, id)).state).toBe('in_review');
  });
});

describe('a moderator', () => {
  const review = () => stage.addFleet({ key: 'users', admission: { review: true } });
  const moderator = () => stage.person({ name: '春华', grants: [{ role: 'moderator', scope: { kind: 'fleet', key: 'users' } }] });

  test('decides once: of many decisions at once all are answered with the first, and there is one seat', async () => {
    await review();
    const [guyu, chunhua] = [await stage.person(), await moderator()];
    const { id } = await apply(guyu);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => chunhua.ops.decideApplication({ id, revision: 1, decision: index % 2 === 0 ? 'approve' : 'reject' })));
    const first = answers.map((answer) => given(answer)).find(({ repeated }) => !repeated);
    expect(new Set(answers.map((answer) => given(answer).state))).toEqual(new Set([first?.state]));
    expect([await stage.count('application_decision', 'by_person is not null'), await stage.count('seat')]).toEqual([1, first?.state === 'joined' ? 1 : 0]);
  });

  test('takes a decision back within ten seconds, with its seat and its strike, and the applicant hears of none of it', async () => {
    await review();
    const [guyu, chunhua] = [await stage.person(), await moderator()];
    const { id } = await apply(guyu);
    given(await chunhua.ops.decideApplication({ id, revision: 1, decision: 'reject', counts: true, reason: '看错了' }));
    expect(await stage.count('strike')).toBe(1);
    given(await chunhua.ops.undoDecision({ id }));
    expect([await stage.count('strike'), (await status(guyu, id)).state]).toEqual([0, 'in_review']);
    const { revision } = await status(guyu, id);
    given(await chunhua.ops.decideApplication({ id, revision, decision: 'approve' }));
    given(await chunhua.ops.undoDecision({ id }));
    expect([await stage.count('seat', "state <> 'ended'"), (await status(guyu, id)).state]).toEqual([0, 'in_review']);
    await stage.settle();
    const before = (await stage.mails()).length;
    await stage.runJobs();
    expect((await stage.mails()).length).toBe(before);
    given(await chunhua.ops.decideApplication({ id, revision: (await status(guyu, id)).revision, decision: 'approve' }));
    stage.ground.clock.advance(11_000);
    expect(refused(await chunhua.ops.undoDecision({ id })).code).toBe('too_late');
    await stage.runJobs();
    expect((await stage.mails()).map(({ subject }) => subject)).toContain('你已经加入 Stream 模式');
  });
});
