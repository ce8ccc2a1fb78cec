import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { given } from '../centre/testing.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
});
afterEach(() => stage.close());

const read = async (name: string, fleet?: string) => given(await stage.anyone.readJoinPage({ name, ...(fleet === undefined ? {} : { fleet }) }));

describe('old links lead on', () => {
  test('also to one fleet beside others of the same name', async () => {
    await stage.addFleet({ key: 'stream', aliases: ['once'] });
    await stage.addFleet({ key: 'stream-qq', platform: 'manual', app: 'qq', groups: [{ key: 'one', number: '10001' }] });
    const { fleets } = await read('stream');
    expect(fleets.map(({ address }) => address)).toEqual(['stream?fleet=stream', 'stream-qq']);
    expect((await read('stream', 'once')).fleets.map(({ key }) => key)).toEqual(['stream']);
    expect(given(await stage.anyone.findGroups({ q: '10001' })).items.map(({ url }) => url)).toEqual(['/g/stream-qq?group=one']);
    expect(given(await stage.anyone.findGroups({ q: 'Stream' })).items.map(({ url }) => url).toSorted()).toEqual(['/g/stream-qq?group=one', '/g/stream?fleet=stream&group=lichun']);
  });
});

/** A fleet whose groups live elsewhere and are open to everyone, with one group of two. */
const open = () => stage.addFleet({ key: 'users', platform: 'manual', app: 'qq', target: 2, platformLimit: 2, freezeAt: 100, divertAt: 50, maximumGroups: 1, groups: [{ key: 'one', number: '10001' }] });
const count = async (heads: number) => {
  const [group] = given(await stage.root.readFleetStanding({ fleet: 'users' })).groups;
  given(await stage.root.enterHeadCount({ group: group?.id ?? '', count: heads }));
  await stage.settle();
};
const fleetNow = async () => {
  const [fleet] = (await read('users')).fleets;
  if (fleet === undefined) throw new Error('no fleet');
  return fleet;
};

describe('a fleet that lives elsewhere and asks nothing', () => {
  test('is joined there while a group takes people, and has a waitlist when none does, whose offers reach those who wait', async () => {
    await open();
    expect(await fleetNow()).toMatchObject({ applies: false, landing: { kind: 'group' }, ways: { number: '10001' } });
    await count(2);
    const full = await fleetNow();
    expect(full).toMatchObject({ applies: true, landing: { kind: 'waitlist', waiting: 0, reason: 'closed' }, fields: [] });
    expect(full).not.toHaveProperty('ways');
    expect(given(await stage.anyone.readJoinStrip({})).items).toMatchObject([{ applies: true, landing: { kind: 'waitlist' } }]);
    const waiting = await stage.person();
    const { id, state } = given(await waiting.ops.applyToFleet({ fleet: 'users', answers: {} }));
    expect([state, given(await waiting.ops.readApplicationStatus({ application: id })).position]).toEqual(['waitlisted', 1]);
    await count(1);
    const offered = given(await waiting.ops.readApplicationStatus({ application: id }));
    expect(Date.parse(offered.offer?.until ?? '')).toBe(stage.ground.clock.now().getTime() + 24 * 3_600_000);
    expect(given(await waiting.ops.acceptOffer({ application: id })).state).toBe('approved');
    expect(given(await waiting.ops.readApplicationStatus({ application: id })).seat?.number).toBe('10001');
  });
});

describe('the place that the join page promises', () => {
  test('is the one that is given: for whom a seat is held waits no more', async () => {
    await open();
    await count(2);
    const [first, second] = [await stage.person(), await stage.person()];
    for (const { ops } of [first, second]) given(await ops.applyToFleet({ fleet: 'users', answers: {} }));
    await count(1);
    const page = await fleetNow();
    expect(page).toMatchObject({ waiting: 1, landing: { kind: 'waitlist', waiting: 1 } });
    const third = await stage.person();
    const { id } = given(await third.ops.applyToFleet({ fleet: 'users', answers: {} }));
    expect(given(await third.ops.readApplicationStatus({ application: id })).position).toBe(page.waiting + 1);
  });
});

describe('the usual wait', () => {
  test('is told to who waits, measured of those who waited for the same', async () => {
    await stage.addFleet({ key: 'users', target: 2, platformLimit: 2, freezeAt: 100, divertAt: 50, maximumGroups: 1 });
    const apply = async () => {
      const one = await stage.person();
      return { ...one, id: given(await one.ops.applyToFleet({ fleet: 'users', answers: {} })).id };
    };
    const members = [await apply(), await apply()];
    const waiting = [];
    for (let count = 0; count < 6; count += 1) waiting.push(await apply());
    const read = async ({ ops, id }: Awaited<ReturnType<typeof apply>>) => given(await ops.readApplicationStatus({ application: id }));
    const last = await apply();
    expect(await read(last)).toMatchObject({ position: 7, usualWait: null });
    for (const one of waiting) {
      stage.ground.clock.advance(3_600_000);
      const leaving = members.shift();
      const [group] = given(await stage.root.readFleetStanding({ fleet: 'users' })).groups;
      given(await (leaving ?? one).ops.leaveGroup({ group: group?.id ?? '' }));
      await stage.settle();
      given(await one.ops.acceptOffer({ application: one.id }));
      members.push(one);
    }
    expect(await read(last)).toMatchObject({ position: 1, usualWait: { count: 6, p50: 3.5 * 3600 } });
  });
});
