import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeBackSeconds } from '../../common/contract/undo.ts';
import { given, refused } from '../centre/testing.ts';
import { newId, type Actor } from '../platform/index.ts';
import { groupsStage, type GroupsStage } from './testing.ts';

let stage: GroupsStage;
beforeAll(async () => {
  stage = await groupsStage();
});
afterAll(() => stage.close());

let made = 0;
/** A fleet that lives elsewhere, with somebody who runs its groups. */
async function fleet(entry: Partial<Parameters<GroupsStage['addFleet']>[0]> = {}) {
  const key = `line-${(made += 1)}`;
  await stage.addFleet({ key, platform: 'manual', app: 'qq', target: 10, groups: [{ key: 'first', number: `1000${made}` }], ...entry });
  const [mine, others] = [await stage.person('惊蛰'), await stage.person('清明')].map((id) => stage.as({ kind: 'person', id, name: '', grants: [{ role: 'moderator', scope: { kind: 'fleet', key } }], via: { kind: 'session', id: newId(), authenticatedAt: stage.ground.clock.now() }, network: '192.0.2.7' } satisfies Actor));
  if (mine === undefined || others === undefined) throw new Error('nobody');
  const groups = async () => given(await stage.ops.readFleetStanding({ fleet: key })).groups;
  return { key, mine, others, groups, id: (await groups())[0]?.id ?? '' };
}
const late = () => stage.ground.clock.advance(takeBackSeconds * 1000 + 1);
const history = async (key: string, group: string) => given(await stage.ops.listGroupHistory({ fleet: key, group })).items.map(({ what, reason }) => `${what} ${reason}`);

describe('a count of heads', () => {
  test('is taken back at once by who entered it: heads, when they were counted and what the group takes are as before', async () => {
    const { key, id, mine, others, groups } = await fleet({ target: 100, freezeAt: 80 });
    given(await mine.enterHeadCount({ group: id, count: 78 }));
    const [before] = await groups();
    late();
    given(await mine.enterHeadCount({ group: id, count: 87 }));
    expect((await groups())[0]).toMatchObject({ others: 87, intake: 'frozen' });
    expect(refused(await others.undoHeadCount({ group: id })).code).toBe('too_late');
    given(await mine.undoHeadCount({ group: id }));
    const [after] = await groups();
    // Between the lines a group stays what it is: it had not been frozen.
    expect(after).toEqual({ ...before, revision: after?.revision });
    expect((await history(key, id))[0]).toBe('intake_changed above_divert_line');
    expect(await history(key, id)).toContain('count_undone taken_back');
    expect(refused(await mine.undoHeadCount({ group: id })).code, 'once').toBe('too_late');
  });

  test('that opened the next group names it when it is taken back, because that group stays', async () => {
    const { id, mine, groups } = await fleet();
    given(await mine.enterHeadCount({ group: id, count: 9 }));
    const next = (await groups())[1];
    expect(next).toMatchObject({ state: 'preparing' });
    expect(given(await mine.undoHeadCount({ group: id })).stays).toEqual({ id: next?.id, name: next?.name });
    expect((await groups()).map(({ state }) => state)).toEqual(['active', 'preparing']);
    stage.ground.clock.advance(1000);
    given(await mine.enterHeadCount({ group: id, count: 9 }));
    expect(given(await mine.undoHeadCount({ group: id })).stays, 'nothing opened by this one').toBeUndefined();
  });

  test('stays when it was the first and is taken back: nobody has counted; and cannot be taken back later, or over another count', async () => {
    const { id, mine, others, groups } = await fleet();
    given(await mine.enterHeadCount({ group: id, count: 5 }));
    given(await mine.undoHeadCount({ group: id }));
    expect((await groups())[0]).toMatchObject({ others: 0 });
    expect((await groups())[0]?.observedAt).toBeUndefined();
    given(await mine.enterHeadCount({ group: id, count: 5 }));
    given(await others.enterHeadCount({ group: id, count: 6 }));
    expect(refused(await mine.undoHeadCount({ group: id })).code).toBe('too_late');
    late();
    expect(refused(await others.undoHeadCount({ group: id })).code).toBe('too_late');
    expect((await groups())[0]).toMatchObject({ others: 6 });
  });
});

describe('a group that was activated', () => {
  const prepared = async () => {
    const one = await fleet({ maximumGroups: 3 });
    const { id: group } = given(await one.mine.openGroup({ fleet: one.key, state: 'preparing' }));
    given(await one.mine.activateGroup({ group, number: `2000${made}` }));
    return { ...one, group };
  };

  test('is prepared again when that is taken back at once, with its number; its description says so too', async () => {
    const { key, group, mine, others, groups } = await prepared();
    expect(refused(await others.undoGroupActivation({ group })).code).toBe('too_late');
    expect(given(await mine.undoGroupActivation({ group }))).toMatchObject({ state: 'preparing', number: `2000${made}` });
    expect((await groups()).map(({ state }) => state)).toEqual(['active', 'preparing']);
    expect(given(await stage.centre.ops.readFleet({ key })).entry.groups?.[1]).toMatchObject({ state: 'preparing', number: `2000${made}` });
    expect(refused(await mine.undoGroupActivation({ group })).code).toBe('too_late');
    given(await mine.activateGroup({ group }));
    expect((await groups()).map(({ state }) => state)).toEqual(['active', 'active']);
  });

  test('stays active once somebody has, or had, a seat in it, and later', async () => {
    const { key, group, mine } = await prepared();
    const taken = await stage.join(key, await stage.person());
    expect(refused(await mine.undoGroupActivation({ group })).code).toBe('too_late');
    await stage.leave(taken?.seatId ?? '');
    expect(refused(await mine.undoGroupActivation({ group })).code).toBe('too_late');
    const other = await prepared();
    late();
    expect(refused(await other.mine.undoGroupActivation({ group: other.group })).code).toBe('too_late');
    await stage.expectCounted();
  });
});

test('a revoked link checks codes again when that is taken back', async () => {
  const { key, mine } = await fleet();
  const { id: link, url } = given(await mine.createCheckLink({ fleet: key }));
  const token = new URL(url).searchParams.get('token') ?? '';
  given(await mine.revokeCheckLink({ link }));
  expect(refused(await mine.readCheckPlace({ token })).code).toBe('not_found');
  expect(given(await mine.restoreCheckLink({ link })).revokedAt).toBeUndefined();
  expect(given(await mine.readCheckPlace({ token })).fleet).toBe(key);
  expect(stage.published.map(({ name }) => name)).toContain('fleet.check_link_restored');
});
