import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { given, refused } from '../centre/testing.ts';
import { newId, type Actor } from '../platform/index.ts';
import { groupsStage, type GroupsStage } from './testing.ts';

let stage: GroupsStage;
beforeAll(async () => {
  stage = await groupsStage({ humans: { check: async () => ({ use: async () => true }) } });
  for (const key of ['qq', 'wechat', 'telegram'] as const) await stage.addFleet({ key, platform: 'manual', app: key, groups: ['one', 'two', 'three'].map((group) => ({ key: group })) });
  await stage.addFleet({ key: 'here', groups: [{ key: 'one' }] });
});
afterAll(() => stage.close());

const groupOf = async (fleet: string, key: string) => (await stage.groups(fleet)).find((group) => group.key === key)?.id ?? '';
const enter = async (fleet: string, key: string, expires: string) => {
  const { code } = given(await stage.ops.enterGroupCode({ group: await groupOf(fleet, key), content: `https://example.com/${fleet}/${key}`, expires }));
  return code?.id ?? '';
};
async function pages(limit: number, of: Partial<Parameters<GroupsStage['ops']['listGroupCodes']>[0]> = {}, ops = stage.ops) {
  const found: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = given(await ops.listGroupCodes({ limit, ...of, ...(cursor === undefined ? {} : { cursor }) }));
    found.push(page.items.map(({ fleet, key }) => `${fleet} ${key}`));
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}

describe('the overview of codes', () => {
  test('begins with what is dead or was called so, goes on with what ends next, page by page over all fleets', async () => {
    await enter('qq', 'one', '永久');
    await enter('wechat', 'two', '11月30日');
    await enter('qq', 'two', '11月21日');
    await enter('telegram', 'one', '11月25日');
    const reported = await enter('wechat', 'one', '12月10日');
    given(await stage.as({ kind: 'anonymous', network: '192.0.2.7' }).reportDeadCode({ code: reported }));
    given(await stage.ops.markCodeDead({ code: await enter('telegram', 'three', '12月20日') }));
    const whole = await pages(100);
    const without = ['qq three', 'telegram two', 'wechat three'];
    expect(whole[0]?.slice(0, 5)).toEqual(['telegram three', 'wechat one', 'qq two', 'telegram one', 'wechat two']);
    expect(whole[0]?.slice(5, 8).toSorted()).toEqual(without);
    expect(whole[0]?.slice(8)).toEqual(['qq one']);
    expect((await pages(2)).map((page) => page.length)).toEqual([2, 2, 2, 2, 1]);
    expect((await pages(2)).flat()).toEqual(whole.flat());
    expect(new Set(whole.flat()).size).toBe(9);
    expect(await pages(100, { fleet: 'wechat' })).toEqual([['wechat one', 'wechat two', 'wechat three']]);
  });

  test('shows a moderator those of their fleets alone, and refuses a cursor that is none', async () => {
    const keeper = stage.as({ kind: 'person', id: newId(), name: '谷雨', grants: [{ role: 'moderator', scope: { kind: 'fleet', key: 'qq' } }], via: { kind: 'session', id: newId(), authenticatedAt: stage.ground.clock.now() }, network: '192.0.2.7' } satisfies Actor);
    expect(await pages(2, {}, keeper)).toEqual([['qq two', 'qq three'], ['qq one']]);
    expect(refused(await keeper.listGroupCodes({ fleet: 'wechat' })).code).toBe('not_found');
    expect(refused(await keeper.listGroupCodes({ cursor: Buffer.from('[0,"soon","x"]').toString('base64url') })).fields).toMatchObject([{ path: 'cursor' }]);
  });

  test('leaves nothing out, however many groups there are', async () => {
    await stage.addFleet({ key: 'long', platform: 'manual', app: 'qq' });
    await stage.ground.open.pool.query("insert into fleet_group (id, fleet, key, position, entry, state, created_at) select gen_random_uuid(), 'long', 'g' || n, 100 + n, json_build_object('key', 'g' || n), 'active', now() from generate_series(1001, 1520) n");
    const found = (await pages(100)).flat();
    expect(new Set(found).size).toBe(found.length);
    expect(found.filter((name) => /^long g1\d{3}$/.test(name))).toHaveLength(520);
  });
});
