import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fleet } from '../../common/contract/fleet.ts';
import { given, refused } from '../centre/testing.ts';
import { seatsOfPerson } from './store/seats.ts';
import { groupsStage, type GroupsStage } from './testing.ts';

let stage: GroupsStage;
beforeAll(async () => {
  stage = await groupsStage();
});
afterAll(() => stage.close());
beforeEach(() => void (stage.published.length = 0));

const fleet = (settings?: Partial<Fleet>) => stage.smallFleet(settings);
/** Somebody in a group, so that ending it would end their seat. */
const memberOf = async (key: string, group: string) => {
  const person = await stage.person();
  await stage.join(key, person, { wanted: group });
  return person;
};
const states = async (key: string) => (await stage.groups(key)).map((group) => `${group.key} ${group.state} ${group.members}`);
const described = async (key: string) => given(await stage.centre.ops.readFleet({ key })).entry.groups?.map((entry) => entry.key);
const ended = () => stage.published.filter(({ name }) => name === 'seat.ended' || name === 'group.dissolved').length;
const fileOf = (entry: Partial<Fleet> & { key: string }) => JSON.stringify({ format: 1, fleets: [{ topic: 'stream', platform: 'web', app: 'web', target: 5, ...entry }] });
const apply = async (text: string, how: { dryRun?: boolean; prune?: boolean } = {}) => given(await stage.centre.ops.importCentre({ text, ...how }));

/** A fleet whose second group opened at night, with four people in the first and one in the second. */
async function grown(): Promise<{ key: string; night: string }> {
  const key = await fleet({ groups: [{ key: 'lichun', term: 1 }] });
  for (let count = 0; count < 4; count += 1) await memberOf(key, 'lichun');
  return { key, night: await memberOf(key, 'yushui') };
}

describe('a group that a description does not list', () => {
  test('stays with everyone in it when a file from before it opened is applied, again and again, and it is said before', async () => {
    const { key, night } = await grown();
    const [yesterday, without] = [fileOf({ key, groups: [{ key: 'lichun', term: 1 }], note: '周二维护' }), fileOf({ key, note: '周二维护' })];
    expect((await apply(yesterday, { dryRun: true })).fleets).toEqual([{ fleet: key, name: 'Stream 模式', kept: [{ key: 'yushui', name: '雨水-Stream 模式', seats: 1 }], ends: [], reopens: [], rests: [] }]);
    expect(await apply(yesterday)).toMatchObject({ applied: true, sections: [{ changed: [{ key, name: 'Stream 模式', fields: ['note'] }] }] });
    expect(await apply(yesterday), 'it says the same as before').toMatchObject({ applied: false, changes: 0 });
    const others = given(await stage.centre.ops.listFleets({})).items.filter((other) => other.entry.key !== key);
    expect(await apply(without, { prune: true })).toMatchObject({ changes: others.length, sections: [{ changed: [] }] });
    expect([await states(key), await described(key), ended()]).toEqual([['lichun active 4', 'yushui active 1'], ['lichun', 'yushui'], 0]);
    expect((await seatsOfPerson(stage.ground.database, night, [key])).map(({ state }) => state)).toEqual(['member']);
    await stage.expectCounted();
  });

  test('stays when the fleet is sent whole by a program, and the answer shows it', async () => {
    const { key } = await grown();
    const saved = await stage.changeFleet(key, ({ groups: _groups, ...entry }) => entry);
    expect(saved.entry.groups?.map((entry) => entry.key)).toEqual(['lichun', 'yushui']);
    expect([await states(key), ended()]).toEqual([['lichun active 4', 'yushui active 1'], 0]);
  });

  test('stays while it is empty too, when it opened by itself; an empty one that was described goes with its line', async () => {
    const key = await fleet({ groups: [{ key: 'first' }, { key: 'spare' }] });
    for (let count = 0; count < 8; count += 1) await stage.join(key, await stage.person());
    expect(await described(key)).toEqual(['first', 'spare', 'jingzhe']);
    given(await stage.ops.openGroup({ fleet: key, state: 'preparing', number: '123456' }));
    await stage.changeFleet(key, (entry) => ({ ...entry, groups: [{ key: 'first' }, { key: 'spare' }, { key: 'described' }] }));
    expect(await described(key)).toEqual(['first', 'spare', 'described', 'jingzhe', 'chunfen']);
    await stage.changeFleet(key, (entry) => ({ ...entry, groups: [] }));
    const { entry } = given(await stage.centre.ops.readFleet({ key }));
    expect(entry.groups).toEqual([{ key: 'first' }, { key: 'spare' }, { key: 'jingzhe', term: 3 }, expect.objectContaining({ key: 'chunfen', state: 'preparing', number: '123456' })]);
    expect(stage.published.filter(({ name }) => name === 'group.dissolved')).toHaveLength(1);
  });

  test('stays while a seat is held there, and while heads are counted there that the centre does not know', async () => {
    const key = await fleet({ platform: 'manual', app: 'qq', target: 50, groups: [{ key: 'held', number: '100001' }, { key: 'counted', number: '100002' }, { key: 'empty', number: '100003' }] });
    await stage.join(key, await stage.person(), { wanted: 'held', heldUntil: new Date('2027-01-01T00:00:00Z') });
    const counted = (await stage.groups(key)).find((group) => group.key === 'counted');
    given(await stage.ops.enterHeadCount({ group: counted?.id ?? '', count: 7 }));
    await stage.changeFleet(key, (entry) => ({ ...entry, groups: [] }));
    expect(await described(key)).toEqual(['held', 'counted']);
    expect(ended(), 'the empty one').toBe(1);
  });

  test('ends when it is written that it is dissolved, and the preview says how many seats end with it', async () => {
    const { key } = await grown();
    const text = fileOf({ key, groups: [{ key: 'yushui', state: 'dissolved' }] });
    expect((await apply(text, { dryRun: true })).fleets).toEqual([{ fleet: key, name: `Stream 模式 (${key})`, kept: [expect.objectContaining({ key: 'lichun', seats: 4 })], ends: [expect.objectContaining({ key: 'yushui', name: '雨水-Stream 模式', seats: 1 })], reopens: [], rests: [] }]);
    expect(ended()).toBe(0);
    await apply(text);
    expect((await states(key)).slice(0, 2)).toEqual(['lichun active 4', 'yushui dissolved 0']);
    expect(ended()).toBe(2);
  });

  test('of a fleet that was deleted is found again with its people when a fleet of that key is described', async () => {
    const { key } = await grown();
    given(await stage.centre.ops.deleteFleet({ key }));
    await stage.addFleet({ key, target: 5, groups: [{ key: 'new' }] });
    expect(await described(key)).toEqual(['new', 'lichun', 'yushui']);
    expect(ended()).toBe(0);
  });

  test('never makes a fleet longer than one may list: that is refused with the cure', async () => {
    const { key } = await grown();
    const full = Array.from({ length: 239 }, (_one, index) => ({ key: `n-${index}`, state: 'preparing' as const }));
    const { entry, revision } = given(await stage.centre.ops.readFleet({ key }));
    expect(refused(await stage.centre.ops.updateFleet({ key, revision, entry: { ...entry, groups: full } })).fields).toEqual([{ path: 'entry.groups', code: 'groups_kept', parameters: { kept: 2, maximum: 240 } }]);
    expect(refused(await stage.centre.ops.importCentre({ text: fileOf({ key, groups: full }) })).fields).toMatchObject([{ path: 'fleets[0].groups', code: 'groups_kept', line: 1 }]);
  });
});

describe('a file of the centre', () => {
  test('that is exported and applied changes nothing about groups, and takes an import back that was a mistake', async () => {
    const { key } = await grown();
    const { text } = given(await stage.centre.ops.exportCentre({}));
    expect(await apply(text, { prune: true })).toMatchObject({ applied: false, changes: 0, fleets: [] });
    await apply(fileOf({ key, groups: [{ key: 'mistaken' }] }));
    expect(await described(key)).toEqual(['mistaken', 'lichun', 'yushui']);
    await apply(text, { prune: true });
    expect([await described(key), given(await stage.centre.ops.exportCentre({})).text]).toEqual([['lichun', 'yushui'], text]);
    await stage.expectCounted();
  });

  test('that leaves a fleet out says who is kept for it when entries are pruned', async () => {
    const { key } = await grown();
    const told = await apply('format: 1\nfleets: []\n', { prune: true, dryRun: true });
    expect(told.fleets.find((one) => one.fleet === key)).toMatchObject({ kept: [], ends: [], removed: { groups: 2, seats: 5, applications: 0 } });
    expect(await states(key)).toEqual(['lichun active 4', 'yushui active 1']);
  });
});

describe('a group that was archived or dissolved after a file was written', () => {
  const pastOf = async () => {
    const key = await fleet({ platform: 'manual', app: 'qq', target: 50, groups: [{ key: 'first', number: '100001' }, { key: 'gone', number: '100002' }, { key: 'aside', number: '100003' }] });
    await memberOf(key, 'aside');
    const { text } = given(await stage.centre.ops.exportCentre({}));
    const idOf = async (group: string) => (await stage.groups(key)).find((one) => one.key === group)?.id ?? '';
    given(await stage.ops.dissolveGroup({ group: await idOf('gone') }));
    given(await stage.ops.archiveGroup({ group: await idOf('aside') }));
    return { key, text };
  };
  const [gone, aside] = [{ key: 'gone', name: 'Stream 模式', seats: 0, from: 'dissolved' }, { key: 'aside', name: 'Stream 模式', seats: 1, from: 'archived' }];
  const stood = ['first active 0', 'gone dissolved 0', 'aside archived 1'];

  test('stays so when the file is applied, and it is said before', async () => {
    const { key, text } = await pastOf();
    const told = await apply(text, { dryRun: true });
    expect([told.changes, told.fleets.map(({ fleet: of, reopens, rests }) => ({ of, reopens, rests: rests.map((one) => ({ ...one, name: 'Stream 模式' })) }))]).toEqual([0, [{ of: key, reopens: [], rests: [gone, aside] }]]);
    await apply(text);
    expect([await states(key), await described(key)]).toEqual([stood, ['first', 'aside']]);
    await stage.expectCounted();
  });

  test('stays so when a program sends the fleet whole as it was, and while it was to be prepared', async () => {
    const { key } = await pastOf();
    await stage.changeFleet(key, (entry) => ({ ...entry, note: '周二维护', groups: [{ key: 'first', number: '100001' }, { key: 'gone', state: 'archived' }, { key: 'aside', state: 'preparing' }] }));
    expect(await states(key)).toEqual(stood);
  });

  test('is reopened where that is written out, which is said before; a file that is exported then does not carry that word', async () => {
    const { key } = await pastOf();
    const text = fileOf({ key, platform: 'manual', app: 'qq', target: 50, groups: [{ key: 'first', number: '100001' }, { key: 'gone', state: 'active', number: '100002' }, { key: 'aside', state: 'active', number: '100003' }] });
    expect((await apply(text, { dryRun: true })).fleets).toMatchObject([{ fleet: key, reopens: [{ key: 'gone', seats: 0, from: 'dissolved' }, { key: 'aside', seats: 1, from: 'archived' }], rests: [] }]);
    await apply(text);
    expect(await states(key)).toEqual(['first active 0', 'gone active 0', 'aside active 1']);
    expect(given(await stage.centre.ops.readFleet({ key })).entry.groups?.map(({ state }) => state)).toEqual([undefined, undefined, undefined]);
    expect(await apply(text), 'it says the same as before').toMatchObject({ changes: 0, fleets: [] });
  });

  test.each([[undefined, new Date('2026-11-19T02:00:00Z')], [new Date('2026-11-19T02:00:00Z'), undefined]])('leaves each who has another seat meanwhile the one in which they are, and ends the held one', async (there, elsewhere) => {
    const key = await fleet({ platform: 'manual', app: 'qq', target: 50, groups: [{ key: 'first', number: '100001' }, { key: 'aside', number: '100003' }] });
    const person = await stage.person();
    await stage.join(key, person, { wanted: 'aside', ...(there === undefined ? {} : { heldUntil: there }) });
    given(await stage.ops.archiveGroup({ group: (await stage.groups(key)).find((one) => one.key === 'aside')?.id ?? '' }));
    await stage.join(key, person, { wanted: 'first', ...(elsewhere === undefined ? {} : { heldUntil: elsewhere }) });
    await apply(fileOf({ key, platform: 'manual', app: 'qq', target: 50, groups: [{ key: 'first', number: '100001' }, { key: 'aside', state: 'active', number: '100003' }] }));
    expect((await stage.groups(key)).map((group) => [group.key, group.state, group.members, group.reserved])).toEqual([['first', 'active', there === undefined ? 0 : 1, 0], ['aside', 'active', there === undefined ? 1 : 0, 0]]);
    expect((await seatsOfPerson(stage.ground.database, person, [key])).map(({ state }) => state)).toEqual(['member']);
    expect(stage.published.filter(({ name }) => name === 'seat.ended').map(({ data }) => data?.['because'])).toEqual(['reopened']);
    await stage.expectCounted();
  });
});

describe('a group that was opened after a file was written, in which it is prepared', () => {
  const openedOf = async () => {
    const key = await fleet({ platform: 'manual', app: 'qq', target: 50, groups: [{ key: 'first', number: '100001' }, { key: 'next', state: 'preparing', number: '100002' }] });
    const { text } = given(await stage.centre.ops.exportCentre({}));
    const id = (await stage.groups(key)).find((one) => one.key === 'next')?.id ?? '';
    given(await stage.ops.activateGroup({ group: id, number: '100002' }));
    return { key, text, id };
  };
  const told = async (text: string, key: string) => (await apply(text, { dryRun: true })).fleets.find((one) => one.fleet === key)?.rests.map((group) => [group.key, group.from, group.seats]) ?? [];

  test('stays open with who is in it, or was, when the file is applied, and it is said before', async () => {
    const { key, text } = await openedOf();
    const { seatId } = (await stage.join(key, await stage.person(), { wanted: 'next' })) ?? { seatId: '' };
    expect(await told(text, key)).toEqual([['next', 'active', 1]]);
    await apply(text);
    expect(await states(key)).toEqual(['first active 0', 'next active 1']);
    await stage.leave(seatId);
    expect(await told(text, key)).toEqual([['next', 'active', 0]]);
    expect(await apply(text), 'it says the same as before').toMatchObject({ changes: 0 });
    expect([await states(key), given(await stage.centre.ops.readFleet({ key })).entry.groups?.map(({ state }) => state)]).toEqual([['first active 0', 'next active 0'], [undefined, undefined]]);
    await stage.expectCounted();
  });

  test('is prepared again where nobody ever had a seat in it', async () => {
    const { key, text } = await openedOf();
    expect(await told(text, key)).toEqual([]);
    await apply(text);
    expect(await states(key)).toEqual(['first active 0', 'next preparing 0']);
  });
});
