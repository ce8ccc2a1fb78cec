import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fleet } from '../../common/contract/fleet.ts';
import { given } from '../centre/testing.ts';
import { newId, silentLog } from '../platform/index.ts';
import { groupsPersonalData } from './personal-data.ts';
import type { GroupsPorts } from './ports.ts';
import { groupsRetention } from './retention.ts';
import { groupsSubscriber } from './subscriber.ts';
import { seatsOfPerson } from './store/seats.ts';
import { groupsStage, runGroupsJob, type GroupsStage, type JobName } from './testing.ts';

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

const fleet = async (settings: Partial<Fleet> = {}): Promise<string> => {
  const key = `line-${(made += 1)}`;
  await stage.addFleet({ key, ...settings });
  return key;
};
const standing = async (key: string) => given(await stage.ops.readFleetStanding({ fleet: key }));
const told = (name: string) => stage.published.filter((event) => event.name === name).map(({ data }) => data);
const runJob = (name: JobName, ports?: Partial<GroupsPorts>) => runGroupsJob(stage, name, ports);

describe('personal data', () => {
  test('two entries of one human with a seat each keep one: the one that is only held ends, else the later', async () => {
    const [early, late] = [await fleet(), await fleet()];
    const [kept, gone] = [await stage.person(), await stage.person()];
    const earlier = await stage.join(early, gone);
    await stage.join(early, kept);
    await stage.join(late, kept);
    const only = await stage.join(late, gone, { heldUntil: hours(24) });
    const single = await fleet();
    const alone = await stage.join(single, gone);
    const moved = await stage.ground.database.transaction().execute((db) => groupsPersonalData.move(db, gone, kept, { now: stage.ground.clock.now() }));
    expect(moved['seat']).toEqual([alone?.seatId]);
    await stage.ground.open.pool.query('update person set merged_into = $1 where id = $2', [kept, gone]);
    const event = { id: newId(), position: '1', name: 'people.persons_merged', subject: kept, data: { gone }, occurredAt: start };
    await stage.ground.database.transaction().execute((db) => groupsSubscriber({ reader: stage.reader }).handle(event, db, { now: start, log: silentLog, publish: async (...events) => events.forEach((one) => stage.ground.checkEvent?.(one)), afterCommit: (run) => run() }));
    expect((await seatsOfPerson(stage.ground.database, kept, [early])).map(({ id }) => id)).toEqual([earlier?.seatId]);
    expect((await seatsOfPerson(stage.ground.database, kept, [late])).map(({ state }) => state)).toEqual(['member']);
    expect(await seatsOfPerson(stage.ground.database, gone)).toEqual([]);
    expect(told('seat.ended').map((data) => data?.['because'])).toEqual(['merged', 'merged']);
    const ended = stage.published.filter(({ name }) => name === 'seat.ended').map(({ subject }) => subject);
    expect(ended).toContain(only?.seatId);
    expect(ended).not.toContain(earlier?.seatId);
    await stage.expectCounted();
  });

  test('whoever is erased has no seat and no name left, and nobody else loses a word', async () => {
    const key = await fleet();
    const [person, other] = [await stage.person('张小雨'), await stage.person()];
    await stage.join(key, person);
    await stage.join(key, other);
    const [group] = (await standing(key)).groups;
    given(await stage.ops.holdGroup({ group: group?.id ?? '', held: 'diverting', reason: '张小雨 建议先分流' }));
    expect(await groupsPersonalData.gather(stage.ground.database, person)).toMatchObject({ seats: [{ fleet: key, state: 'member' }] });
    await stage.ground.database.transaction().execute((db) => groupsPersonalData.erase(db, person, { now: start, secrets: stage.ground.secrets, words: { own: ['张小雨'], shared: [], proven: [] } }));
    await runJob('expireSeats');
    expect((await standing(key)).members).toBe(1);
    expect(await groupsPersonalData.gather(stage.ground.database, person)).toEqual({ seats: [] });
    const { items } = given(await stage.ops.listGroupHistory({ fleet: key }));
    expect(JSON.stringify(items)).not.toContain('张小雨');
    expect(JSON.stringify(items)).toContain('建议先分流');
    await stage.expectCounted();
  });

  test('who left long ago is forgotten when the time is over', async () => {
    const key = await fleet();
    const taken = await stage.join(key, await stage.person());
    await stage.leave(taken?.seatId ?? '');
    const kind = groupsRetention.find((one) => one.key === 'ended_seats');
    expect(await kind?.clean(stage.ground.database, start, 1000)).toBe(0);
    expect(await kind?.clean(stage.ground.database, hours(1), 1000)).toBeGreaterThan(0);
    expect(given(await stage.ops.listDepartures({ fleet: key })).items).toEqual([]);
  });
});

describe('a platform to come', () => {
  test('is a row of data and a connector: it makes the group that is wanted, counts heads and takes people out, and a failure keeps nobody else waiting', async () => {
    const [key, broken] = [await fleet({ platform: 'manual', app: 'other', target: 5, groups: [{ key: 'first', handle: '@first' }] }), await fleet({ platform: 'manual', app: 'other' })];
    const done: string[] = [];
    const lantern: GroupsPorts['platforms'][number] = {
      name: 'manual',
      openGroup: async ({ fleet: where, group }) => {
        if (where === broken) throw new Error('the lantern is out');
        done.push(`open ${group}`);
        return { handle: `@${group}` };
      },
      removeMember: async ({ group }, person) => void done.push(`remove ${group} ${person}`),
      countHeads: async ({ group }) => (group === 'first' ? 4 : 0),
    };
    const person = await stage.person();
    const taken = await stage.join(key, person);
    for (let count = 0; count < 3; count += 1) await stage.join(key, await stage.person());
    await runJob('openOutsideGroups', { platforms: [lantern] });
    expect(done).toContain('open yushui');
    expect((await standing(key)).groups[1]).toMatchObject({ state: 'active', entry: { handle: '@yushui' } });
    expect((await standing(broken)).groups[0]?.state).toBe('preparing');
    await runJob('countOutsideHeads', { platforms: [lantern] });
    expect((await standing(key)).groups[0]).toMatchObject({ members: 4, others: 0 });
    await stage.leave(taken?.seatId ?? '');
    await runJob('removeOutsideMembers', { platforms: [lantern] });
    await runJob('removeOutsideMembers', { platforms: [lantern] });
    expect(done.filter((line) => line === `remove first ${person}`)).toHaveLength(1);
  });
});
