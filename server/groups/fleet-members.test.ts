import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fleet } from '../../common/contract/fleet.ts';
import { given, refused } from '../centre/testing.ts';
import { newId } from '../platform/index.ts';
import { groupsStage, type GroupsStage } from './testing.ts';

let stage: GroupsStage;
const barred = new Set<string>();
let made = 0;
const tomorrow = new Date('2026-11-19T02:00:00Z');
beforeAll(async () => {
  stage = await groupsStage({ isBarred: async (_work, _locked, personId) => barred.has(personId) });
});
afterAll(() => stage.close());
beforeEach(() => void (stage.published.length = 0));

const fleet = async (settings: Partial<Fleet> = {}): Promise<string> => (await stage.addFleet({ key: `of-all-${(made += 1)}`, groups: [{ key: 'one', number: `3000${made}` }, { key: 'two', number: `4000${made}` }], ...settings })).entry.key;
async function member(key: string, wanted: string, name: string, how: { heldUntil?: Date } = {}) {
  const person = await stage.person(name);
  await stage.ground.open.pool.query('update person set search = array_to_tsvector($2::text[]) where id = $1', [person, [name, ...name]]);
  return (await stage.join(key, person, { wanted, ...how }))?.seatId ?? '';
}

describe('somebody in a fleet', () => {
  test('is found in whatever group they are, with its name, and nobody of another fleet is', async () => {
    const [key, other] = [await fleet(), await fleet()];
    await member(key, 'one', '惊蛰');
    await member(key, 'two', '小满', { heldUntil: tomorrow });
    await member(other, 'one', '惊蛰');
    const found = async (search?: string) => given(await stage.ops.listFleetMembers({ fleet: key, ...(search === undefined ? {} : { search }) })).items.map(({ name, group, state }) => `${name} ${group.name} ${state}`);
    expect(await found()).toEqual(['小满 雨水-Stream 模式 reserved', '惊蛰 立春-Stream 模式 member']);
    expect([await found('惊蛰'), await found('小满'), await found('谷雨')]).toEqual([['惊蛰 立春-Stream 模式 member'], ['小满 雨水-Stream 模式 reserved'], []]);
    const [first] = [given(await stage.ops.listFleetMembers({ fleet: key, limit: 1 }))];
    expect(given(await stage.ops.listFleetMembers({ fleet: key, limit: 1, cursor: first.next ?? '' })).items.map(({ name }) => name)).toEqual(['惊蛰']);
  });
});

describe('a seat that is held where the platform does not tell who got in', () => {
  test('is a membership once a moderator says that they are in; saying it twice changes nothing', async () => {
    const key = await fleet({ platform: 'manual', app: 'qq' });
    const seat = await member(key, 'one', '春分', { heldUntil: tomorrow });
    expect(given(await stage.ops.confirmGroupSeat({ seat }))).toMatchObject({ id: seat, state: 'member' });
    expect(given(await stage.ops.confirmGroupSeat({ seat }))).toMatchObject({ state: 'member' });
    expect(stage.published.filter(({ name }) => name === 'seat.confirmed')).toHaveLength(1);
    await stage.expectCounted();
  });

  test('is not for whoever was barred or shut out meanwhile, until that is taken back', async () => {
    const key = await fleet({ platform: 'manual', app: 'qq' });
    const person = await stage.person('秋分');
    const seat = (await stage.join(key, person, { wanted: 'one', heldUntil: tomorrow }))?.seatId ?? '';
    barred.add(person);
    expect(refused(await stage.ops.confirmGroupSeat({ seat })).code).toBe('applicant_barred');
    barred.delete(person);
    const disable = async (at: Date | null) => stage.ground.open.pool.query('update person set disabled_at = $2 where id = $1', [person, at]);
    await disable(stage.ground.clock.now());
    expect(refused(await stage.ops.confirmGroupSeat({ seat })).code).toBe('not_found');
    await disable(null);
    expect(given(await stage.ops.confirmGroupSeat({ seat }))).toMatchObject({ state: 'member' });
    await stage.expectCounted();
  });

  test('is not when it has ended, nor where people are in at once: there it is an offer that only they accept', async () => {
    const [elsewhere, web] = [await fleet({ platform: 'manual', app: 'qq' }), await fleet()];
    const [gone, offered] = [await member(elsewhere, 'one', '春分', { heldUntil: tomorrow }), await member(web, 'one', '夏至', { heldUntil: tomorrow })];
    await stage.leave(gone, 'withdrawn');
    expect(refused(await stage.ops.confirmGroupSeat({ seat: gone })).code).toBe('seat_ended');
    expect(refused(await stage.ops.confirmGroupSeat({ seat: offered })).code).toBe('group_state');
    expect(refused(await stage.ops.confirmGroupSeat({ seat: newId() })).code).toBe('not_found');
  });
});

describe('somebody who was taken out by mistake', () => {
  test('is back on the very seat a moment later, also where the group froze at that very head', async () => {
    const key = await fleet({ target: 5, thawMargin: 50, maximumGroups: 2 });
    const seats = [await member(key, 'one', '立夏'), await member(key, 'one', '小满'), await member(key, 'one', '芒种'), await member(key, 'one', '夏至')];
    const frozen = async () => (await stage.groups(key)).find((group) => group.key === 'one');
    expect(await frozen()).toMatchObject({ intake: 'frozen', members: 4 });
    given(await stage.ops.removeGroupMember({ seat: seats[0] ?? '' }));
    expect(await frozen()).toMatchObject({ intake: 'frozen', members: 3 });
    expect(given(await stage.ops.returnGroupMember({ seat: seats[0] ?? '' }))).toMatchObject({ id: seats[0], state: 'member', kind: 'ordinary' });
    expect(await frozen()).toMatchObject({ intake: 'frozen', members: 4 });
    expect(refused(await stage.ops.returnGroupMember({ seat: seats[0] ?? '' })).code).toBe('seat_already');
    await stage.expectCounted();
  });

  /** Four by the freeze line, and one beyond it from the share of those who contribute; the group holds six. */
  const beyond = async (how: { heldUntil?: Date } = {}) => {
    const key = await fleet({ platform: 'manual', app: 'qq', target: 5, platformLimit: 6, thawMargin: 50, maximumGroups: 2, reserve: { contributor: 100 } });
    const seat = await member(key, 'one', '立夏', how);
    for (const name of ['小满', '芒种', '夏至']) await member(key, 'one', name);
    const standing = async () => (await stage.groups(key)).find((group) => group.key === 'one');
    expect(await stage.join(key, await stage.person(), { kind: 'contributor', wanted: 'one' })).toMatchObject({ groupId: (await standing())?.id });
    expect(await standing()).toMatchObject({ ordinary: 4, reserve: { contributor: 1 }, lines: { freeze: 4, limit: 6 } });
    return { seat, standing };
  };

  test.each([['member', {}], ['reserved', { heldUntil: tomorrow }]] as const)('is back on it (%s) where a contributor has a seat beyond the freeze line', async (state, how) => {
    const { seat, standing } = await beyond(how);
    const before = await standing();
    given(await stage.ops.removeGroupMember({ seat }));
    expect(given(await stage.ops.returnGroupMember({ seat }))).toMatchObject({ id: seat, state, kind: 'ordinary' });
    expect(await standing()).toMatchObject({ members: before?.members, reserved: before?.reserved, ordinary: 4, reserve: before?.reserve });
    await stage.expectCounted();
  });

  test('is back on it where more heads were counted, but never beyond what the group holds, nor with more ordinary seats than its freeze line', async () => {
    const { seat, standing } = await beyond();
    const id = (await standing())?.id ?? '';
    const set = (facts: { others?: number; ordinary?: number }) => Promise.all(Object.entries(facts).map(([column, value]) => stage.ground.open.pool.query(`update fleet_group set ${column} = $2 where id = $1`, [id, value])));
    await set({ others: 1 });
    given(await stage.ops.removeGroupMember({ seat }));
    await set({ others: 2 });
    expect(refused(await stage.ops.returnGroupMember({ seat })).code, 'six heads are there').toBe('no_seat_left');
    await set({ others: 1, ordinary: 4 });
    expect(refused(await stage.ops.returnGroupMember({ seat })).code, 'four ordinary ones are there').toBe('no_seat_left');
    await set({ ordinary: 3 });
    expect(given(await stage.ops.returnGroupMember({ seat }))).toMatchObject({ id: seat, state: 'member', kind: 'ordinary' });
    expect(await standing()).toMatchObject({ members: 5, others: 1, ordinary: 4 });
    await stage.expectCounted();
  });

  test.each([['member', {}, 0], ['member', {}, 3600], ['reserved', { heldUntil: tomorrow }, 0]] as const)('is back on it in an archived group (%s, %o, %i s later), also while a seat of the other kind is theirs in an open one', async (state, how, later) => {
    const key = await fleet({ platform: 'manual', app: 'qq' });
    const person = await stage.person('立夏');
    const seat = (await stage.join(key, person, { wanted: 'one', ...how }))?.seatId ?? '';
    const standing = async () => (await stage.groups(key)).find((group) => group.key === 'one');
    given(await stage.ops.archiveGroup({ group: (await standing())?.id ?? '' }));
    if (state === 'member') await stage.join(key, person, { wanted: 'two', heldUntil: tomorrow });
    given(await stage.ops.removeGroupMember({ seat }));
    stage.ground.clock.advance(later * 1000);
    expect(given(await stage.ops.returnGroupMember({ seat }))).toMatchObject({ id: seat, state });
    expect(await standing()).toMatchObject({ state: 'archived', members: state === 'member' ? 1 : 0, reserved: state === 'member' ? 0 : 1, ordinary: 1 });
    expect(stage.published.at(-1)).toMatchObject({ name: 'seat.restored', subject: seat, data: { state } });
    await stage.expectCounted();
  });

  test('is not, where they are in an open group meanwhile', async () => {
    const key = await fleet();
    const person = await stage.person('立夏');
    const seat = (await stage.join(key, person, { wanted: 'one' }))?.seatId ?? '';
    given(await stage.ops.archiveGroup({ group: (await stage.groups(key)).find((group) => group.key === 'one')?.id ?? '' }));
    given(await stage.ops.removeGroupMember({ seat }));
    await stage.join(key, person, { wanted: 'two' });
    expect(refused(await stage.ops.returnGroupMember({ seat })).code).toBe('seat_already');
    await stage.expectCounted();
  });
});
