import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { joinCodeAlphabet } from '../../common/join-code.ts';
import { testSecrets } from '../../test/harness/operations.ts';
import { given, refused } from '../centre/testing.ts';
import { newId, type Actor } from '../platform/index.ts';
import { issueJoinCode, joinCodeOfSeat } from './actions/join-codes.ts';
import { confirmSeat, prolongSeat } from './actions/seats.ts';
import { deleteEndedSeats, findSeat } from './store/seats.ts';
import { groupsStage, runGroupsJob, type GroupsStage } from './testing.ts';

let stage: GroupsStage;
const hour = 3600_000;
const start = new Date('2026-11-18T02:00:00Z');
beforeAll(async () => {
  stage = await groupsStage();
  await stage.addFleet({ key: 'qq', platform: 'manual', app: 'qq', groups: [{ key: 'qq-one' }] });
  await stage.addFleet({ key: 'tg', platform: 'manual', app: 'telegram', groups: [{ key: 'tg-one' }] });
});
afterAll(() => stage.close());
beforeEach(() => stage.ground.clock.set(start));

const at = () => ({ db: stage.ground.database, now: stage.ground.clock.now(), secrets: testSecrets });
const moderator = (fleet: string, id = newId()): Actor => ({ kind: 'person', id, name: '谷雨', grants: [{ role: 'moderator', scope: { kind: 'fleet', key: fleet } }], via: { kind: 'session', id: newId(), authenticatedAt: start }, network: '192.0.2.7' });
const stranger: Actor = { kind: 'anonymous', network: '192.0.2.7' };

/** Somebody is approved: a seat is held for them for a day, and they have a code. */
async function approve(fleet: string, name = '白露'): Promise<{ seat: string; code: string; person: string }> {
  const person = await stage.person(name);
  const taken = await stage.join(fleet, person, { heldUntil: new Date(stage.ground.clock.now().getTime() + 24 * hour) });
  if (taken === undefined) throw new Error('no seat');
  return { seat: taken.seatId, code: await issueJoinCode(at(), { id: taken.seatId }), person };
}
const check = async (codes: string[], input: { fleet?: string } = {}) => given(await stage.ops.checkJoinCodes({ codes, ...input })).items;

describe('a one-time code', () => {
  test('has eight signs that nobody confuses, is kept only sealed and hashed, and can be shown again', async () => {
    const { seat, code } = await approve('qq');
    expect(code).toMatch(new RegExp(`^[${joinCodeAlphabet}]{4}-[${joinCodeAlphabet}]{4}$`));
    expect(await issueJoinCode(at(), { id: seat })).toBe(code);
    expect(await joinCodeOfSeat(at(), seat)).toEqual({ code, usedAt: null });
    const { rows } = await stage.ground.open.pool.query<{ text: string }>('select row_to_json(join_code)::text as text from join_code');
    expect(rows.some(({ text }) => text.includes(code) || text.includes(code.replace('-', '')))).toBe(false);
  });

  test('is valid once: whose it is, for which group, and after that used', async () => {
    const { code } = await approve('qq', '白露');
    expect(await check([code])).toEqual([{ typed: code, verdict: 'valid', name: '白露', group: 'Stream 模式' }]);
    stage.ground.clock.advance(60_000);
    expect(await check([code])).toEqual([{ typed: code, verdict: 'used', name: '白露', group: 'Stream 模式', usedAt: start.toISOString() }]);
  });

  test('is read however it was typed', async () => {
    const { code } = await approve('qq');
    expect((await check([` ${code.toLowerCase().replace('-', ' ')} `]))[0]).toMatchObject({ verdict: 'valid' });
  });

  test('pasted twice at once lets one in', async () => {
    const { code } = await approve('qq');
    expect((await check([code, code.replace('-', ''), code])).map(({ verdict }) => verdict)).toEqual(['valid', 'used', 'used']);
  });

  test('checked by two at the same time lets one in', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { code } = await approve('qq');
      const verdicts = (await Promise.all([check([code]), check([code]), check([code])])).flat().map(({ verdict }) => verdict);
      expect(verdicts.toSorted()).toEqual(['used', 'used', 'valid']);
    }
  });

  test('expires with the seat: by the clock, when the seat goes to another, and when they are in already', async () => {
    const [late, gone, inside] = [await approve('qq'), await approve('qq'), await approve('qq')];
    await stage.leave(gone.seat, 'declined');
    await stage.under('qq', async (locked, work) => {
      const seat = await findSeat(work.db, inside.seat);
      return seat !== undefined && confirmSeat(work, locked, seat);
    });
    expect((await check([gone.code, inside.code])).map(({ verdict }) => verdict)).toEqual(['expired', 'in_already']);
    stage.ground.clock.advance(24 * hour);
    expect((await check([late.code])).map(({ verdict }) => verdict)).toEqual(['expired']);
  });

  test('keeps its seat for a week once somebody there found it valid, and never for a shorter time than it was held', async () => {
    const [checked, unchecked, long] = [await approve('qq'), await approve('qq'), await approve('tg')];
    const until = new Date(start.getTime() + 240 * hour);
    await stage.under('tg', async (_locked, work) => prolongSeat(work, { id: long.seat }, until));
    stage.ground.clock.advance(23 * hour);
    await check([long.code, checked.code]);
    stage.ground.clock.advance(60_000);
    await check([checked.code]);
    expect((await findSeat(stage.ground.database, checked.seat))?.expiresAt).toEqual(new Date(start.getTime() + (23 + 7 * 24) * hour));
    expect((await findSeat(stage.ground.database, long.seat))?.expiresAt).toEqual(until);
    stage.ground.clock.set(new Date(start.getTime() + 100 * hour));
    await runGroupsJob(stage, 'expireSeats');
    expect((await findSeat(stage.ground.database, checked.seat))?.state).toBe('reserved');
    expect((await findSeat(stage.ground.database, unchecked.seat))?.state).toBe('ended');
  });

  test('of several fleets at once, typed in any order by several, lets one in each and keeps nobody waiting for each other', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [await approve('qq'), await approve('tg')];
      const verdicts = (await Promise.all([check([one.code, other.code]), check([other.code, one.code]), check([one.code, other.code])])).flat().map(({ verdict }) => verdict);
      expect(verdicts.toSorted()).toEqual(['used', 'used', 'used', 'used', 'valid', 'valid']);
    }
  });

  test('goes with its seat when that is kept for a shorter time than codes are', async () => {
    const { seat, code } = await approve('tg');
    await stage.leave(seat, 'withdrawn');
    expect(await deleteEndedSeats(stage.ground.database, new Date(start.getTime() + hour), 1000)).toBeGreaterThan(0);
    expect([await findSeat(stage.ground.database, seat), (await check([code])).map(({ verdict }) => verdict)]).toEqual([undefined, ['unknown']]);
  });

  test('two hundred are checked at once, and not one more', async () => {
    const { code } = await approve('qq');
    const many = [...Array.from({ length: 199 }, (_, index) => `made up ${index}`), code];
    const verdicts = (await check(many)).map(({ verdict }) => verdict);
    expect([verdicts.length, verdicts.filter((verdict) => verdict === 'unknown').length, verdicts.at(-1)]).toEqual([200, 199, 'valid']);
    expect(refused(await stage.ops.checkJoinCodes({ codes: [...many, 'x'] })).fields?.[0]?.code).toBe('too_many');
  });

  test('of another fleet reads like one that never was, and is not used up', async () => {
    const { code } = await approve('qq');
    const other = stage.as(moderator('tg'));
    expect(given(await other.checkJoinCodes({ codes: [code] })).items).toEqual([{ typed: code, verdict: 'unknown' }]);
    expect(refused(await other.checkJoinCodes({ codes: [code], fleet: 'qq' })).code).toBe('not_found');
    expect(given(await stage.as(moderator('qq', await stage.person())).checkJoinCodes({ codes: [code] })).items[0]).toMatchObject({ verdict: 'valid' });
  });

  test('cannot be guessed without end', async () => {
    const guesser = stage.as(moderator('qq'));
    const codes = Array.from({ length: 200 }, (_, index) => `AAAA-${String(index).padStart(4, '2')}`);
    const answers = [];
    for (let round = 0; round < 61; round += 1) answers.push(await guesser.checkJoinCodes({ codes }));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(60);
    const last = answers.at(-1);
    expect(last !== undefined && refused(last).code).toBe('too_many_requests');
  });
});

describe('the link by which codes are checked without an account', () => {
  const create = async (fleet = 'qq') => {
    const link = given(await stage.ops.createCheckLink({ fleet, label: '群管理员' }));
    return { ...link, token: /\/check\?token=([\w-]{43})$/.exec(link.url)?.[1] ?? '' };
  };
  const byLink = (token: string, codes: string[]) => stage.as(stranger).checkCodesByLink({ token, codes });

  test('is shown once, says of which fleet it is, and checks that fleet’s codes', async () => {
    const link = await create();
    expect(link.url.startsWith('http://localhost:8080/check?token=')).toBe(true);
    const [qq, tg] = [await approve('qq', '立冬'), await approve('tg')];
    expect(given(await stage.as(stranger).readCheckPlace({ token: link.token }))).toEqual({ fleet: 'qq', name: 'Stream 模式', topicName: 'Stream 模式' });
    expect(given(await byLink(link.token, [qq.code, tg.code])).items.map(({ verdict, name }) => [verdict, name])).toEqual([['valid', '立冬'], ['unknown', undefined]]);
    const listed = given(await stage.ops.listCheckLinks({ fleet: 'qq' })).items;
    expect(listed[0]).toMatchObject({ id: link.id, label: '群管理员', usedAt: start.toISOString() });
    expect(JSON.stringify(listed)).not.toContain(link.token);
    const { rows } = await stage.ground.open.pool.query<{ text: string }>('select row_to_json(check_link)::text as text from check_link');
    expect(rows.some(({ text }) => text.includes(link.token))).toBe(false);
  });

  test('checks nothing once it was revoked, nor does any other token', async () => {
    const link = await create();
    const { code } = await approve('qq');
    given(await stage.ops.revokeCheckLink({ link: link.id }));
    for (const token of [link.token, '', 'x', 'x'.repeat(43), "' or 1=1 --"]) {
      expect(refused(await byLink(token, [code])).code).toBe('not_found');
      expect(refused(await stage.as(stranger).readCheckPlace({ token })).code).toBe('not_found');
    }
    expect((await check([code]))[0]).toMatchObject({ verdict: 'valid' });
    given(await stage.ops.revokeCheckLink({ link: link.id }));
  });

  test('is made and revoked by who runs the fleet only, and there are fifty at most', async () => {
    const other = stage.as(moderator('qq'));
    expect(refused(await other.createCheckLink({ fleet: 'tg' })).code).toBe('not_found');
    const link = await create('tg');
    expect(refused(await other.revokeCheckLink({ link: link.id })).code).toBe('not_found');
    expect(refused(await other.listCheckLinks({ fleet: 'tg' })).code).toBe('not_found');
    for (let made = 1; made < 50; made += 1) await create('tg');
    expect(refused(await stage.ops.createCheckLink({ fleet: 'tg' })).code).toBe('section_full');
  });
});
