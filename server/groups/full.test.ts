import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mostGroups, type Fleet } from '../../common/contract/fleet.ts';
import { given, refused } from '../centre/testing.ts';
import { forgetFull } from './actions/full.ts';
import { groupsStage, type GroupsStage } from './testing.ts';

let stage: GroupsStage;
beforeAll(async () => {
  stage = await groupsStage();
});
afterAll(() => stage.close());
beforeEach(() => void (stage.published.length = 0));

const fleet = (settings?: Partial<Fleet>) => stage.smallFleet(settings);
const fill = async (key: string, count: number) => {
  const seats: (string | undefined)[] = [];
  for (let number = 0; number < count; number += 1) seats.push((await stage.join(key, await stage.person()))?.seatId);
  return seats;
};
const told = () => stage.published.filter(({ name }) => name === 'fleet.full').map(({ data }) => data?.['reason']);
const standing = async (key: string) => given(await stage.ops.readFleetStanding({ fleet: key }));

describe('a fleet that takes nobody any more and opens no further group', () => {
  test('says so once when it has as many groups as it may, is shown as full, and says it again only after it took people', async () => {
    const key = await fleet({ maximumGroups: 1 });
    const seats = await fill(key, 3);
    expect([told(), (await standing(key)).full]).toEqual([[], undefined]);
    seats.push(...(await fill(key, 1)));
    await stage.join(key, await stage.person(), { kind: 'contributor' });
    expect([told(), (await standing(key)).full]).toEqual([['maximum_groups'], 'maximum_groups']);
    for (const seat of seats.slice(0, 3)) await stage.leave(seat ?? '');
    expect((await standing(key)).full).toBeUndefined();
    seats.push(...(await fill(key, 2)));
    expect(told(), 'the seats went to the next ones').toEqual(['maximum_groups']);
    for (const seat of [seats[3], ...seats.slice(4)]) await stage.leave(seat ?? '');
    await stage.under(key, (locked, work) => forgetFull(work, locked));
    await fill(key, 3);
    expect(told(), 'it took people, and nobody waited').toEqual(['maximum_groups', 'maximum_groups']);
    await stage.changeFleet(key, (entry) => ({ ...entry, target: 10 }));
    await fill(key, 4);
    expect(told(), 'it was widened, and that is full too').toEqual(['maximum_groups', 'maximum_groups', 'maximum_groups']);
    await stage.changeFleet(key, (entry) => ({ ...entry, maximumGroups: 2 }));
    expect([(await standing(key)).takesPeople, (await standing(key)).full]).toEqual([true, undefined]);
  });

  test('says so when it has as many groups as a fleet may have at all', async () => {
    const key = await fleet({ groups: Array.from({ length: mostGroups }, (_one, index) => ({ key: `n-${index}`, ...(index === 0 ? {} : { intake: 'closed' as const }) })) });
    await fill(key, 4);
    expect([told(), (await standing(key)).full, (await standing(key)).groups.length]).toEqual([['line_full'], 'line_full', mostGroups]);
    expect(refused(await stage.ops.openGroup({ fleet: key })).code).toBe('maximum_groups');
    given(await stage.ops.archiveGroup({ group: (await standing(key)).groups[1]?.id ?? '' }));
    expect([(await standing(key)).full, (await standing(key)).takesPeople]).toEqual([undefined, true]);
    expect(refused(await stage.ops.restoreGroup({ group: (await standing(key)).groups.find(({ state }) => state === 'archived')?.id ?? '' })).code, 'another lives in its place').toBe('maximum_groups');
  });

  test('is none because of archived groups, however many: the next one opens', async () => {
    const key = await fleet({ groups: Array.from({ length: mostGroups + 1 }, (_one, index) => ({ key: `n-${index}`, ...(index === 0 ? {} : { state: 'archived' as const }) })) });
    await fill(key, 4);
    expect([told(), (await standing(key)).takesPeople, (await standing(key)).groups.length]).toEqual([[], true, mostGroups + 2]);
    const { entry, revision } = given(await stage.centre.ops.readFleet({ key }));
    const open = Array.from({ length: mostGroups + 1 }, (_one, index) => ({ key: `o-${index}` }));
    expect(refused(await stage.centre.ops.updateFleet({ key, revision, entry: { ...entry, groups: open } })).fields).toEqual([{ path: 'entry.groups', code: 'groups_too_many', parameters: { maximum: mostGroups } }]);
  });

  test('says nothing while the next group is being made, and where an operator closed every group', async () => {
    const waiting = await fleet({ platform: 'manual', app: 'qq', groups: [{ key: 'first', number: '100001' }] });
    await fill(waiting, 4);
    expect((await standing(waiting)).nowhere).toBe('next_being_prepared');
    const closed = await fleet({ maximumGroups: 1 });
    given(await stage.ops.holdGroup({ group: (await standing(closed)).groups[0]?.id ?? '', held: 'closed', reason: '年底封群' }));
    expect([told(), (await standing(waiting)).full, (await standing(closed)).full]).toEqual([[], undefined, undefined]);
  });
});
