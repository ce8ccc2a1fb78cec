import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { given, refused } from '../centre/testing.ts';
import { insertGrants } from '../people/index.ts';
import { newId, type Actor, type Grant } from '../platform/index.ts';
import { issueJoinCode } from './actions/join-codes.ts';
import { groupPagesPersonalData } from './personal-data-codes.ts';
import { testSecrets } from '../../test/harness/operations.ts';
import { groupsStage, type GroupsStage } from './testing.ts';

let stage: GroupsStage;
const barred = new Set<string>();
const start = new Date('2026-11-18T02:00:00Z');
const minute = 60_000;

beforeAll(async () => {
  stage = await groupsStage({ isBarred: async (_work, _locked, personId) => barred.has(personId) });
  given(await stage.centre.ops.createTopic({ entry: { key: 'cafe', name: '茶馆' } }));
  const { entry, revision } = given(await stage.centre.ops.readTopic({ key: 'stream' }));
  given(await stage.centre.ops.updateTopic({ key: 'stream', revision, entry: { ...entry, rules: '只聊 **Stream**', offTopicTo: 'cafe', documents: [{ title: '手册', url: 'https://docs.example/stream' }] } }));
  await stage.addFleet({
    key: 'main', welcome: '欢迎，先看公告。', note: '系列说明', documents: [{ title: '手册', url: 'https://docs.example/stream' }],
    groups: [{ key: 'one', number: '12345', owner: '老王', note: '群说明', conditions: ['用过 Stream'] }],
  });
  await stage.addFleet({ key: 'secret', public: false, groups: [{ key: 'hidden', number: '99999', name: '金丝雀密室' }] });
  await stage.addFleet({ key: 'qq', platform: 'manual', app: 'qq', howToJoin: ['打开 QQ', '输入群号'], groups: [{ key: 'qq-one', number: '54321', link: 'https://qq.example/join' }] });
});
afterAll(() => stage.close());
beforeEach(() => stage.ground.clock.set(start));

const signedIn = (id: string, grants: Grant[] = []): Actor => ({ kind: 'person', id, name: '谷雨', grants, via: { kind: 'session', id: newId(), authenticatedAt: start }, network: '192.0.2.7' });
const groupOf = async (fleet: string) => (await stage.groups(fleet))[0]?.id ?? '';
async function memberOf(fleet: string, name = '谷雨', heldUntil?: Date): Promise<{ id: string; seat: string; ops: ReturnType<GroupsStage['as']> }> {
  const id = await stage.person(name);
  const taken = await stage.join(fleet, id, heldUntil === undefined ? {} : { heldUntil });
  return { id, seat: taken?.seatId ?? '', ops: stage.as(signedIn(id)) };
}

describe('the page of a group', () => {
  test('tells its members everything that there is to know', async () => {
    const group = await groupOf('main');
    const [member, moderator] = [await memberOf('main'), await stage.person('惊蛰')];
    await insertGrants(stage.ground.database, moderator, [{ role: 'moderator', scope: { kind: 'fleet', key: 'main' } }], null, start);
    await insertGrants(stage.ground.database, await stage.person('外人'), [{ role: 'moderator', scope: { kind: 'fleet', key: 'qq' } }], null, start);
    expect(given(await member.ops.readMemberPage({ group }))).toMatchObject({
      name: 'Stream 模式', standing: 'member', seat: member.seat, elsewhere: false, welcome: '欢迎，先看公告。', rules: '只聊 **Stream**', offTopic: { name: '茶馆', url: '/g/cafe' },
      notes: ['系列说明', '群说明'], conditions: ['用过 Stream'], documents: [{ title: '手册', url: 'https://docs.example/stream' }], runBy: [{ name: '老王', role: 'owner' }, { name: '惊蛰', role: 'moderator' }],
    });
  });

  test('is not there for anybody else: strangers, members of other groups, those who left, and for what never was', async () => {
    const group = await groupOf('main');
    const [gone, other] = [await memberOf('main'), await memberOf('qq')];
    await stage.leave(gone.seat);
    const answers = [await gone.ops.readMemberPage({ group }), await other.ops.readMemberPage({ group }), await other.ops.readMemberPage({ group: newId() })];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(refused(answers[0]!).code).toBe('not_found');
    expect(refused(await stage.as({ kind: 'anonymous', network: '192.0.2.7' }).readMemberPage({ group })).code).toBe('sign_in_required');
  });

  test('is shown to who runs the group, without a seat', async () => {
    const person = await stage.person();
    const run = (fleet: string) => stage.as(signedIn(person, [{ role: 'moderator', scope: { kind: 'fleet', key: fleet } }]));
    expect(given(await run('main').readMemberPage({ group: await groupOf('main') }))).toMatchObject({ standing: 'staff' });
    expect(refused(await run('qq').readMemberPage({ group: await groupOf('main') })).code).toBe('not_found');
  });

  test('elsewhere, it says how to get in: number, link, steps, the platform’s code while it lives, and one’s own code', async () => {
    const group = await groupOf('qq');
    const until = new Date(start.getTime() + 24 * 3600_000);
    const held = await memberOf('qq', '白露', until);
    const joinCode = await issueJoinCode({ db: stage.ground.database, now: start, secrets: testSecrets }, { id: held.seat });
    given(await stage.ops.enterGroupCode({ group, content: 'https://qq.example/qr', expires: '1天' }));
    const page = given(await held.ops.readMemberPage({ group }));
    expect(page).toMatchObject({ standing: 'reserved', heldUntil: until.toISOString(), elsewhere: true, wayIn: { number: '54321', link: 'https://qq.example/join', steps: ['打开 QQ', '输入群号'], joinCode, code: { content: 'https://qq.example/qr' } } });
    stage.ground.clock.advance(24 * 3600_000);
    expect(given(await held.ops.readMemberPage({ group })).wayIn).not.toHaveProperty('code');
    expect(given(await stage.as(signedIn(await stage.person(), [{ role: 'moderator', scope: { kind: 'fleet', key: 'qq' } }])).readMemberPage({ group }))).not.toHaveProperty('wayIn');
  });
});

describe('an announcement', () => {
  const post = async (input: Partial<Parameters<GroupsStage['ops']['postAnnouncement']>[0]> = {}) => given(await stage.ops.postAnnouncement({ fleet: 'main', title: '新版发布', body: '请看 **说明**', confirm: true, ...input }));

  test('reaches the members, is confirmed once, and staff see by whom', async () => {
    const group = await groupOf('main');
    const [one, other] = [await memberOf('main', '甲'), await memberOf('main', '乙')];
    const posted = await post();
    expect(given(await one.ops.readMemberPage({ group })).announcements[0]).toMatchObject({ id: posted.id, title: '新版发布', confirm: true });
    expect(given(await one.ops.acknowledgeAnnouncement({ announcement: posted.id })).readAt).toBe(start.toISOString());
    stage.ground.clock.advance(minute);
    expect(given(await one.ops.acknowledgeAnnouncement({ announcement: posted.id })).readAt).toBe(start.toISOString());
    const all = given(await stage.ops.readAcknowledgements({ announcement: posted.id })).items;
    expect(all.find(({ person }) => person === one.id)).toMatchObject({ name: '甲', group: 'Stream 模式', readAt: start.toISOString() });
    expect(all.find(({ person }) => person === other.id)).not.toHaveProperty('readAt');
    expect(given(await stage.ops.readAcknowledgements({ announcement: posted.id, show: 'confirmed' })).items.map(({ name }) => name)).toEqual(['甲']);
    expect(given(await stage.ops.readAcknowledgements({ announcement: posted.id, show: 'missing' })).items.map(({ name }) => name)).toContain('乙');
    const listed = given(await stage.ops.listAnnouncements({ fleet: 'main' })).items[0];
    expect(listed).toMatchObject({ id: posted.id, read: 1, audience: all.length });
  });

  test('is no business of who is no member', async () => {
    const posted = await post();
    const outsider = await memberOf('qq');
    expect(refused(await outsider.ops.acknowledgeAnnouncement({ announcement: posted.id })).code).toBe('not_found');
    expect(refused(await outsider.ops.acknowledgeAnnouncement({ announcement: newId() })).code).toBe('not_found');
    expect(refused(await outsider.ops.readAcknowledgements({ announcement: posted.id })).code).toBe('not_found');
  });

  test('to one group reaches that group', async () => {
    await stage.addFleet({ key: 'pair', groups: [{ key: 'first' }, { key: 'second' }] });
    const groups = await stage.groups('pair');
    const [first, second] = [groups.find(({ key }) => key === 'first')!.id, groups.find(({ key }) => key === 'second')!.id];
    const inFirst = await stage.person();
    await stage.join('pair', inFirst, { wanted: 'first' });
    const posted = await post({ fleet: 'pair', group: second, title: '只给二群' });
    expect(given(await stage.as(signedIn(inFirst)).readMemberPage({ group: first })).announcements.map(({ title }) => title)).not.toContain('只给二群');
    expect(refused(await stage.as(signedIn(inFirst)).acknowledgeAnnouncement({ announcement: posted.id })).code).toBe('not_found');
    expect(refused(await stage.ops.postAnnouncement({ fleet: 'qq', group: first, title: 'x', body: 'y' })).code).toBe('not_found');
  });

  test('that was taken down is gone, and stands again with whoever confirmed it', async () => {
    const group = await groupOf('main');
    const member = await memberOf('main');
    const posted = await post({ title: '撤下试试' });
    given(await member.ops.acknowledgeAnnouncement({ announcement: posted.id }));
    const titles = async () => given(await member.ops.readMemberPage({ group })).announcements.map(({ title }) => title);
    given(await stage.ops.withdrawAnnouncement({ announcement: posted.id }));
    expect(await titles()).not.toContain('撤下试试');
    expect(refused(await member.ops.acknowledgeAnnouncement({ announcement: posted.id })).code).toBe('not_found');
    expect(given(await stage.ops.restoreAnnouncement({ announcement: posted.id }))).toMatchObject({ read: 1 });
    expect(await titles()).toContain('撤下试试');
  });

  test('is listed page by page, by who may read the fleet', async () => {
    for (let number = 0; number < 5; number += 1) await post({ fleet: 'qq', title: `第 ${number} 条` });
    const first = given(await stage.ops.listAnnouncements({ fleet: 'qq', limit: 3 }));
    const rest = given(await stage.ops.listAnnouncements({ fleet: 'qq', limit: 3, ...(first.next === undefined ? {} : { cursor: first.next }) }));
    expect([...first.items, ...rest.items].map(({ title }) => title)).toEqual(['第 4 条', '第 3 条', '第 2 条', '第 1 条', '第 0 条']);
    expect(refused(await stage.as(signedIn(await stage.person(), [{ role: 'moderator', scope: { kind: 'fleet', key: 'main' } }])).listAnnouncements({ fleet: 'qq' })).code).toBe('not_found');
  });

  test('follows the fleet into another one', async () => {
    await stage.addFleet({ key: 'small', groups: [{ key: 'small-one' }] });
    await stage.addFleet({ key: 'large', groups: [{ key: 'large-one' }] });
    const member = await memberOf('small');
    const group = await groupOf('small');
    const posted = await post({ fleet: 'small', title: '合并前说的' });
    given(await stage.ops.createCheckLink({ fleet: 'small' }));
    given(await stage.ops.mergeFleets({ fleet: 'small', into: 'large' }));
    expect(given(await member.ops.readMemberPage({ group })).announcements.map(({ id }) => id)).toEqual([posted.id]);
    expect(given(await stage.ops.listAnnouncements({ fleet: 'large' })).items.map(({ id }) => id)).toEqual([posted.id]);
    expect(given(await stage.ops.listCheckLinks({ fleet: 'large' })).items).toHaveLength(1);
  });

  test('that must be confirmed is never pushed away by later ones, which follow page by page', async () => {
    await stage.addFleet({ key: 'talkative', groups: [{ key: 'one' }] });
    const group = await groupOf('talkative');
    const [member, waiting] = [await memberOf('talkative'), await memberOf('talkative', '还没进', new Date('2027-01-01T00:00:00Z'))];
    const post = async (title: string, confirm = false) => given(await stage.ops.postAnnouncement({ fleet: 'talkative', title, body: title, confirm }));
    const first = await post('先读这条', true);
    for (let count = 1; count <= 45; count += 1) await post(`第 ${count} 条`);
    const titles = async (ops: typeof member.ops) => {
      const found: string[][] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined; ) {
        const { announcements, next }: { announcements: { title: string }[]; next?: string | undefined } = given(await ops.readMemberPage({ group, ...(cursor === '' ? {} : { cursor }) }));
        found.push(announcements.map(({ title }) => title));
        cursor = next;
      }
      return found;
    };
    const latest = Array.from({ length: 45 }, (_one, index) => `第 ${45 - index} 条`);
    const pages = await titles(member.ops);
    expect([pages.map(({ length }) => length), pages.flat()]).toEqual([[20, 20, 6], ['先读这条', ...latest]]);
    given(await member.ops.acknowledgeAnnouncement({ announcement: first.id }));
    expect((await titles(member.ops)).flat(), 'in its place once it is confirmed').toEqual([...latest, '先读这条']);
    expect((await titles(waiting.ops)).flat(), 'nobody confirms who is not in yet').toEqual([...latest, '先读这条']);
    expect(refused(await member.ops.readMemberPage({ group, cursor: 'WyJ4IiwieSJd' })).fields).toEqual([{ path: 'cursor', code: 'form' }]);
  });

  test('bad input is named, and nothing is announced', async () => {
    const before = given(await stage.ops.listAnnouncements({ fleet: 'main' })).items.length;
    expect(refused(await stage.ops.postAnnouncement({ fleet: 'main', title: ' ', body: 'x'.repeat(4001) })).fields?.map(({ path }) => path).toSorted()).toEqual(['body', 'title']);
    expect(given(await stage.ops.listAnnouncements({ fleet: 'main' })).items).toHaveLength(before);
  });
});

describe('somebody who left by mistake', () => {
  test('gets back within half an hour, with a seat that is counted', async () => {
    const group = await groupOf('main');
    const member = await memberOf('main');
    given(await member.ops.leaveGroup({ group }));
    expect(refused(await member.ops.readMemberPage({ group })).code).toBe('not_found');
    stage.ground.clock.advance(30 * minute);
    expect(given(await member.ops.returnToGroup({ group }))).toEqual({ group });
    expect(given(await member.ops.readMemberPage({ group })).standing).toBe('member');
    expect(refused(await member.ops.returnToGroup({ group })).code).toBe('not_found');
    await stage.expectCounted();
  });

  test('applies anew after that', async () => {
    const group = await groupOf('main');
    const member = await memberOf('main');
    given(await member.ops.leaveGroup({ group }));
    stage.ground.clock.advance(30 * minute + 1);
    expect(refused(await member.ops.returnToGroup({ group })).code).toBe('too_late');
  });

  test('does not get back who was removed or barred, or was never in', async () => {
    const group = await groupOf('main');
    const [removed, banned, never] = [await memberOf('main'), await memberOf('main'), await stage.person()];
    await stage.leave(removed.seat, 'removed');
    given(await banned.ops.leaveGroup({ group }));
    barred.add(banned.id);
    for (const answer of [await removed.ops.returnToGroup({ group }), await banned.ops.returnToGroup({ group }), await stage.as(signedIn(never)).returnToGroup({ group })]) expect(refused(answer).code).toBe('not_found');
  });
});

describe('somebody who was taken out', () => {
  const moderatorOfMain = async () => stage.as(signedIn(await stage.person(), [{ role: 'moderator', scope: { kind: 'fleet', key: 'main' } }]));

  test('is taken back by a moderator, and not when they were barred meanwhile', async () => {
    const moderator = await moderatorOfMain();
    const [wrongly, rightly] = [await memberOf('main'), await memberOf('main')];
    for (const { seat } of [wrongly, rightly]) given(await moderator.removeGroupMember({ seat }));
    barred.add(rightly.id);
    expect(given(await moderator.returnGroupMember({ seat: wrongly.seat }))).toMatchObject({ state: 'member', person: { id: wrongly.id } });
    expect(refused(await moderator.returnGroupMember({ seat: rightly.seat })).code).toBe('applicant_barred');
    expect(refused(await rightly.ops.readMemberPage({ group: await groupOf('main') })).code).toBe('not_found');
    barred.delete(rightly.id);
    expect(given(await moderator.returnGroupMember({ seat: rightly.seat }))).toMatchObject({ state: 'member' });
    await stage.expectCounted();
  });
});

describe('groups are found', () => {
  const find = async (q: string) => given(await stage.as({ kind: 'anonymous', network: '192.0.2.7' }).findGroups({ q })).items.map(({ url }) => url);
  test.each([['12345', '/g/main?group=one'], ['１２３４５', '/g/main?group=one'], [' 123 45 ', '/g/main?group=one'], ['54321', '/g/qq?group=qq-one']])('by their whole number: %s', async (q, url) => expect(await find(q)).toEqual([url]));
  test.each(['1234', '2345', '1', '5', '0'])('and not by a part of it: %s', async (q) => expect(await find(q)).toEqual([]));
  test.each(['Stream', 'stream 模', '模式', 'STREAM MODE', '立春'])('by a part of their name, in both languages: %s', async (q) => expect(await find(q)).toContain('/g/main?group=one'));
  test.each(['99999', '金丝雀', '密室', 'hidden', '金', 'secret'])('C10: nothing shows of a private one: %s', async (q) => {
    expect(JSON.stringify(given(await stage.ops.findGroups({ q })))).not.toMatch(/99999|金丝雀|hidden|secret/);
  });
  test('C10: a group that became private is found no more, at once', async () => {
    await stage.changeFleet('qq', (fleet) => ({ ...fleet, groups: fleet.groups?.map((one) => ({ ...one, public: false })) }));
    expect(await find('54321')).toEqual([]);
    await stage.changeFleet('qq', (fleet) => ({ ...fleet, groups: fleet.groups?.map(({ public: _public, ...one }) => one) }));
    expect(await find('54321')).toHaveLength(1);
  });
  test('page by page when there are many, each once, and archived ones last, marked and leading to their fleet', async () => {
    const keys = Array.from({ length: 3 }, (_one, index) => `many-${index}`);
    for (const key of keys) await stage.addFleet({ key, name: '大寒用户群', groups: Array.from({ length: 15 }, (_one, index) => ({ key: `g-${index}`, ...(index === 14 ? { state: 'archived' as const, number: `7700${key.at(-1)}` } : {}) })) });
    const pages = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { items, next }: { items: { fleet: string; key: string; state: string; url: string }[]; next?: string | undefined } = given(await stage.ops.findGroups({ q: '寒用户', ...(cursor === '' ? {} : { cursor }) }));
      pages.push(items);
      cursor = next;
    }
    const all = pages.flat();
    expect([pages.map(({ length }) => length), new Set(all.map(({ fleet, key }) => `${fleet} ${key}`)).size]).toEqual([[20, 20, 5], 45]);
    expect(all.slice(-3).map(({ state, url }) => `${state} ${url}`)).toEqual(keys.map((key) => `archived /g/${key}`));
    expect(given(await stage.ops.findGroups({ q: '77001' })).items).toMatchObject([{ fleet: 'many-1', state: 'archived', intake: 'closed' }]);
    expect(refused(await stage.ops.findGroups({ q: 'x', cursor: 'WzEsMl0' })).fields).toEqual([{ path: 'cursor', code: 'form' }]);
  });
  test.each(['%', '_', "' or 1=1", '*', '(', '\\', '不存在的群', '🌱'])('whatever is typed is text: %s', async (q) => expect(await find(q)).toEqual([]));
});

describe('a link that never expires', () => {
  const read = async (name: string) => stage.as({ kind: 'anonymous', network: '192.0.2.7' }).readJoinLink({ name });
  test('says what it leads to, in both languages, under the address of the centre', async () => {
    expect(given(await read('stream'))).toMatchObject({ kind: 'topic', name: 'stream', url: 'http://localhost:8080/g/stream', title: { 'zh-CN': 'Stream 模式', en: 'Stream mode' }, apply: 'mixed', enter: 'mixed' });
    expect(given(await read('main'))).toMatchObject({ kind: 'fleet', url: 'http://localhost:8080/g/main', apply: 'at_once', enter: 'next_group', apps: ['web'], term: 1 });
  });
  test('leads on under an earlier name, and nowhere under one that never was', async () => {
    await stage.changeFleet('main', (fleet) => ({ ...fleet, aliases: ['old-main'] }));
    expect(given(await read('old-main'))).toMatchObject({ name: 'main', url: 'http://localhost:8080/g/main' });
    expect(refused(await read('nobody')).code).toBe('not_found');
  });
});

describe('what is kept about a person', () => {
  const { ground: _ground, ...data } = { ground: null, ...groupPagesPersonalData };
  test('is told, follows them into another entry and back, and goes when they are erased', async () => {
    const group = await groupOf('qq');
    const [one, other] = [await memberOf('main'), await stage.person()];
    const moderator = stage.as(signedIn(one.id, ['main', 'qq'].map((key) => ({ role: 'moderator' as const, scope: { kind: 'fleet' as const, key } }))));
    const [mine, both] = [given(await moderator.postAnnouncement({ fleet: 'main', title: '我发的', body: '正文' })), given(await stage.ops.postAnnouncement({ fleet: 'main', title: '都看过', body: '正文' }))];
    for (const announcement of [mine.id, both.id]) given(await one.ops.acknowledgeAnnouncement({ announcement }));
    given(await moderator.enterGroupCode({ group, content: 'canary-code' }));
    given(await moderator.createCheckLink({ fleet: 'main', label: '核对' }));
    const { database } = stage.ground;
    const told = async (person: string) => JSON.stringify(await data.gather(database, person));
    expect(await told(one.id)).toMatch(/我发的.*都看过.*canary-code.*核对/);
    await database.transaction().execute(async (db) => {
      await db.withTables<{ announcement_read: { announcement_id: string; person_id: string; at: Date } }>().insertInto('announcement_read').values({ announcement_id: both.id, person_id: other, at: start }).execute();
    });
    const moved = await data.move(database, one.id, other, { now: stage.ground.clock.now() });
    expect(await told(other)).toMatch(/我发的.*canary-code/);
    await data.moveBack(database, moved, one.id, other);
    expect(await told(other)).not.toContain('canary-code');
    expect(await told(one.id)).toMatch(/我发的.*都看过.*canary-code.*核对/);
    for (let time = 0; time < 2; time += 1) await data.erase(database, one.id, { now: start, secrets: testSecrets });
    expect(await told(one.id)).toBe('{"announced":[],"confirmed":[],"entered":[],"links":[]}');
    expect(given(await stage.ops.listAnnouncements({ fleet: 'main' })).items.find(({ id }) => id === mine.id)).not.toHaveProperty('postedBy');
  });
});
