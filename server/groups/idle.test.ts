import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fleet } from '../../common/contract/fleet.ts';
import { given } from '../centre/testing.ts';
import { groupsStage, runGroupsJob, type GroupsStage } from './testing.ts';

let stage: GroupsStage;
let made = 0;
const start = new Date('2026-11-18T02:00:00Z');
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);
beforeAll(async () => {
  stage = await groupsStage();
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.ground.clock.set(start);
  stage.published.length = 0;
});

const fleet = async (settings: Partial<Fleet>): Promise<string> => (await stage.addFleet({ key: `line-${(made += 1)}`, ...settings })).entry.key;
const standing = async (key: string) => given(await stage.ops.readFleetStanding({ fleet: key }));
const told = (name: string) => stage.published.filter((event) => event.name === name).map(({ data }) => data);
const runJob = () => runGroupsJob(stage, 'judgeIdleGroups');
/** A fortnight in which so much was said a day, from so many days after the start on. */
const days = (count: number, from: number) => Array.from({ length: 14 }, (_day, index) => ({ day: new Date(start.getTime() + (from + index) * 86_400_000).toISOString().slice(0, 10), count }));

describe('groups in which little is said', () => {
  test('a suggestion from before a fleet was set to archive is no warning: that comes first', async () => {
    const key = await fleet({ idle: { below: 10 } });
    const quiet = (await standing(key)).groups[0]?.id ?? '';
    given(await stage.ops.openGroup({ fleet: key }));
    stage.ground.clock.set(hours(40 * 24));
    given(await stage.ops.enterMessageCounts({ group: quiet, days: days(2, 13) }));
    const judge = async (at: number) => {
      stage.ground.clock.set(hours(at * 24));
      await runJob();
      return (await standing(key)).groups[0]?.state;
    };
    expect(await judge(26)).toBe('active');
    expect((await standing(key)).groups.map(({ idle }) => idle), 'beside the group, too').toEqual([{ since: hours(26 * 24).toISOString(), action: 'suggest' }, undefined]);
    const { entry, revision } = given(await stage.centre.ops.readFleet({ key }));
    given(await stage.centre.ops.updateFleet({ key, revision, entry: { ...entry, idle: { below: 10, action: 'archive' } } }));
    expect(await judge(34)).toBe('active');
    expect(told('group.idle').filter((data) => data?.['fleet'] === key)).toMatchObject([{ action: 'suggest' }, { action: 'archive' }]);
  });

  test('where the fleet is set so, a warning comes seven days before the archive, and busy days take it back', async () => {
    const key = await fleet({ idle: { action: 'archive', below: 10 } });
    const [quiet, busy] = [(await standing(key)).groups[0]?.id ?? '', given(await stage.ops.openGroup({ fleet: key })).id];
    const judge = async (at: number) => {
      stage.ground.clock.set(hours(at * 24));
      await runJob();
      return (await standing(key)).groups.map(({ state }) => state);
    };
    stage.ground.clock.set(hours(40 * 24));
    for (const [id, count] of [[quiet, 2], [busy, 2]] as const) given(await stage.ops.enterMessageCounts({ group: id, days: days(count, 6) }));
    expect(await judge(20)).toEqual(['active', 'active']);
    expect(told('group.idle').filter((data) => data?.['fleet'] === key)).toMatchObject([{ action: 'archive' }, { action: 'archive' }]);
    stage.ground.clock.set(hours(40 * 24));
    given(await stage.ops.enterMessageCounts({ group: busy, days: days(100, 12) }));
    given(await stage.ops.enterMessageCounts({ group: quiet, days: days(1, 13) }));
    expect(await judge(26)).toEqual(['active', 'active']);
    expect(await judge(27)).toEqual(['archived', 'active']);
    expect(told('group.archived')).toMatchObject([{ reason: 'idle' }]);
  });

  test('one that somebody restored has its days again, and the next archive is warned of like the first', async () => {
    const key = await fleet({ idle: { action: 'archive', below: 10 } });
    const quiet = (await standing(key)).groups[0]?.id ?? '';
    given(await stage.ops.openGroup({ fleet: key }));
    const judge = async (at: number) => {
      stage.ground.clock.set(hours(at * 24));
      await runJob();
      return (await standing(key)).groups[0]?.state;
    };
    const quietAgain = async (from: number) => {
      stage.ground.clock.set(hours((from + 14) * 24));
      given(await stage.ops.enterMessageCounts({ group: quiet, days: days(1, from) }));
    };
    await quietAgain(6);
    await quietAgain(12);
    expect([await judge(20), await judge(27)]).toEqual(['active', 'archived']);
    given(await stage.ops.restoreGroup({ group: quiet }));
    stage.published.length = 0;
    expect([await judge(28), await judge(40)]).toEqual(['active', 'active']);
    expect(told('group.idle')).toEqual([]);
    await quietAgain(29);
    expect(await judge(43)).toBe('active');
    expect(told('group.idle')).toMatchObject([{ action: 'archive' }]);
    expect([await judge(49), await judge(50)]).toEqual(['active', 'archived']);
  });
});
