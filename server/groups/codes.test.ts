import QRCode from 'qrcode';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CodesOfGroup } from '../../common/contract/group-codes.ts';
import { given, refused } from '../centre/testing.ts';
import { newId, type Actor, type DomainEvent } from '../platform/index.ts';
import { createFileStore } from '../platform/files/index.ts';
import { silentLog } from '../platform/index.ts';
import { testParts } from '../../test/harness/operations.ts';
import { watchGroupCodes } from './actions/report-dead-code.ts';
import { insertCode } from './store/codes.ts';
import type { ReporterCheck } from './actions/report-dead-code.ts';
import { groupsStage, type GroupsStage } from './testing.ts';

let stage: GroupsStage;
let group = '';
/** A human is whoever says so in these tests; what a proof is worth is held elsewhere. */
const humans: ReporterCheck = { check: async (_work, { proof }) => (proof.code === 'human' ? { use: async () => true } : undefined) };
const hour = 3600_000;
const start = new Date('2026-11-18T02:00:00Z');

beforeAll(async () => {
  stage = await groupsStage({ humans });
  await stage.addFleet({ key: 'stream-wechat', platform: 'manual', app: 'wechat', groups: [{ key: 'one', number: '10001' }], howToJoin: ['打开微信', '扫码'] });
  await stage.addFleet({ key: 'stream-qq', platform: 'manual', app: 'qq', groups: [{ key: 'other' }] });
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.ground.clock.set(start);
  [group] = (await stage.groups('stream-wechat')).map(({ id }) => id) as [string];
  await stage.ground.open.pool.query('delete from group_code');
  stage.published.length = 0;
});

const anyone = (network: string): Actor => ({ kind: 'anonymous', network });
const enter = async (input: Partial<Parameters<GroupsStage['ops']['enterGroupCode']>[0]> = {}): Promise<NonNullable<CodesOfGroup['code']>> => {
  const answer = given(await stage.ops.enterGroupCode({ group, content: 'https://weixin.example/g/abc', ...input }));
  if (answer.code === undefined) throw new Error('no code');
  return answer.code;
};
const shown = async () => given(await stage.as(anyone('192.0.2.7')).readScanPage({ fleet: 'stream-wechat' })).groups[0];
const fields = async (answer: ReturnType<GroupsStage['ops']['enterGroupCode']>) => refused(await answer).fields?.map(({ path, code }) => `${path} ${code}`);
const named = async (name: string) => (await stage.ground.open.pool.query<{ name: string; data: { hours?: number; because?: string } }>('select name, data from event where name = $1 order by position', [name])).rows;

describe('a platform’s own code', () => {
  test('is shown to everyone at once when it is for everyone, and only to who was admitted when it is not', async () => {
    await enter();
    expect((await shown())?.code).toBeUndefined();
    const code = await enter({ audience: 'everyone' });
    expect((await shown())?.code).toEqual({ id: code.id, picture: code.picture, content: 'https://weixin.example/g/abc', expiresAt: '2026-11-25T02:00:00.000Z' });
  });

  test('ends when the sentence below it says, in the time zone of the centre', async () => {
    expect(await enter({ expires: '该二维码7天内(11月25日前)有效，重新进入将更新' })).toMatchObject({ expiresAt: '2026-11-24T16:00:00.000Z', said: 'day', typed: '该二维码7天内(11月25日前)有效，重新进入将更新' });
    expect(await enter({ expires: '永久' })).not.toHaveProperty('expiresAt');
    expect(await fields(stage.ops.enterGroupCode({ group, content: 'x', expires: '昨天吧' }))).toEqual(['expires expiry_form']);
    expect(await fields(stage.ops.enterGroupCode({ group, content: 'x', expires: '11月17日' }))).toEqual(['expires expiry_past']);
  });

  test('is replaced at once, and its history says who, when and why', async () => {
    const first = await enter({ audience: 'everyone' });
    const second = await enter({ audience: 'everyone', content: 'https://weixin.example/g/def' });
    expect((await shown())?.code?.id).toBe(second.id);
    const [listed] = given(await stage.ops.listGroupCodes({ fleet: 'stream-wechat' })).items;
    expect(listed).toMatchObject({ key: 'one', number: '10001', code: { id: second.id }, earlier: [{ id: first.id, endedBecause: 'replaced', endedAt: start.toISOString() }] });
  });

  test('is gone the moment its time is over, before anything has noted that', async () => {
    const code = await enter({ audience: 'everyone', expires: '今天 18:00' });
    stage.ground.clock.set(new Date('2026-11-18T09:59:59.999Z'));
    expect((await shown())?.code?.id).toBe(code.id);
    stage.ground.clock.set(new Date('2026-11-18T10:00:00Z'));
    expect(await shown()).toEqual({ key: 'one', name: 'Stream 模式', term: 1, intake: 'open', number: '10001' });
    expect(given(await stage.ops.readScanPage({ fleet: 'stream-wechat' })).steps).toEqual(['打开微信', '扫码']);
  });

  test('belongs to groups that live elsewhere', async () => {
    await stage.addFleet({ key: 'stream-web', groups: [{ key: 'web-one' }] });
    expect(refused(await stage.ops.readScanPage({ fleet: 'stream-web' })).code).toBe('not_found');
    expect(given(await stage.ops.listGroupCodes({})).items.map(({ key }) => key).toSorted()).toEqual(['one', 'other']);
    expect(refused(await stage.ops.enterGroupCode({ group: newId(), content: 'x' })).code).toBe('not_found');
  });

  test('leads nobody into a group that takes nobody: it is named with how it stands, and number, link and code are those of the next one', async () => {
    await stage.addFleet({ key: 'stream-full', platform: 'manual', app: 'qq', aliases: ['stream-once'], target: 10, groups: [{ key: 'one', number: '20001', link: 'https://qm.example/one', handle: '@one' }, { key: 'two', number: '20002' }, { key: 'three', number: '20003', intake: 'closed' }] });
    const [one, two] = (await stage.groups('stream-full')).map(({ id }) => id);
    for (const id of [one, two]) given(await stage.ops.enterGroupCode({ group: id ?? '', content: `https://qm.example/code/${id}`, audience: 'everyone' }));
    given(await stage.ops.enterHeadCount({ group: one ?? '', count: 8 }));
    const scan = async (fleet: string) => given(await stage.as(anyone('192.0.2.7')).readScanPage({ fleet }));
    const { groups } = await scan('stream-full');
    expect(groups.map(({ key, intake, ...rest }) => [key, intake, Object.keys(rest).filter((name) => ['number', 'link', 'handle', 'code'].includes(name))])).toEqual([['two', 'open', ['number', 'code']], ['one', 'frozen', []], ['three', 'closed', []]]);
    given(await stage.ops.enterHeadCount({ group: two ?? '', count: 10 }));
    expect(JSON.stringify(await scan('stream-full'))).not.toMatch(/2000\d|qm\.example|"code"/);
    expect((await scan('stream-once')).fleet).toBe('stream-full');
    expect(refused(await stage.as(anyone('192.0.2.7')).readScanPage({ fleet: 'stream-never' })).code).toBe('not_found');
  });

  test('of a private group is shown to nobody on the page for everyone', async () => {
    await stage.changeFleet('stream-wechat', (fleet) => ({ ...fleet, public: false }));
    await enter({ audience: 'everyone' });
    expect(given(await stage.ops.readScanPage({ fleet: 'stream-wechat' })).groups).toEqual([]);
    await stage.changeFleet('stream-wechat', ({ public: _public, ...fleet }) => fleet);
  });
});

describe('a picture of a code', () => {
  const upload = (bytes: Uint8Array, name = 'qr.png') => ({ name, content: Buffer.from(bytes).toString('base64') });
  const picture = async (code: { picture: string }) => {
    const [, id = '', pass = ''] = /^\/codes\/([^?]+)\?pass=(.*)$/.exec(code.picture) ?? [];
    return stage.as(anyone('192.0.2.7')).readCodePicture({ code: id, pass });
  };

  test('is taken in and given to whoever was shown the code, until it ends', async () => {
    const { content: _none, ...code } = { content: undefined, ...(await enter({ content: undefined, picture: upload(await QRCode.toBuffer('weixin')) })) };
    const read = given(await picture(code));
    expect(read.file?.mediaType).toBe('image/png');
    given(await stage.ops.markCodeDead({ code: code.id }));
    expect(refused(await picture(code)).code).toBe('not_found');
    given(await stage.ops.reviveGroupCode({ code: code.id }));
    expect(given(await picture(code)).file?.size).toBe(read.file?.size);
  });

  test('is not given to who only knows the code’s id', async () => {
    const code = await enter();
    expect(given(await picture(code)).content).toBe('https://weixin.example/g/abc');
    expect(refused(await stage.as(anyone('192.0.2.7')).readCodePicture({ code: code.id, pass: '0'.repeat(32) })).code).toBe('not_found');
    const other = await enter({ content: 'y' });
    const [, pass = ''] = other.picture.split('pass=');
    expect(refused(await stage.as(anyone('192.0.2.7')).readCodePicture({ code: code.id, pass })).code).toBe('not_found');
  });

  test.each([
    ['SVG under the name of a PNG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'picture picture_kind'],
    ['a page', '<!doctype html><script>alert(1)</script>', 'picture picture_kind'],
    ['half a picture', '\u0089PNG\r\n\u001a\n', 'picture picture_broken'],
  ])('B4, B5: %s is refused, and nothing changes', async (_name, content, expected) => {
    const before = await enter();
    const answer = stage.ops.enterGroupCode({ group, picture: upload(Buffer.from(content, 'latin1'), '../../evil.php\u202Egnp.png') });
    expect(await fields(answer)).toEqual([expected]);
    expect(given(await stage.ops.listGroupCodes({ fleet: 'stream-wechat' })).items[0]?.code?.id).toBe(before.id);
  });

  test('of more than 300 KiB is refused with its bound', async () => {
    const answer = refused(await stage.ops.enterGroupCode({ group, picture: upload(Buffer.alloc(301 * 1024)) }));
    expect(answer.fields).toEqual([{ path: 'picture', code: 'picture_too_large', parameters: { maximum: 300 } }]);
  });

  test('or what the code says, not both and not nothing', async () => {
    expect(await fields(stage.ops.enterGroupCode({ group }))).toEqual(['content required']);
    expect(await fields(stage.ops.enterGroupCode({ group, content: 'x', picture: upload(await QRCode.toBuffer('x')) }))).toEqual(['content code_content_one']);
  });
});

describe('a code that is called dead', () => {
  const report = (code: string, network: string, human = true) => stage.as(anyone(network)).reportDeadCode({ code, ...(human ? { human: { code: 'human' } } : {}) });

  test('is gone at once when a moderator says so, and comes back when they take it back', async () => {
    const code = await enter({ audience: 'everyone' });
    given(await stage.ops.markCodeDead({ code: code.id }));
    expect((await shown())?.code).toBeUndefined();
    given(await stage.ops.reviveGroupCode({ code: code.id }));
    expect((await shown())?.code?.id).toBe(code.id);
  });

  test('cannot come back beside a newer one, or after its date', async () => {
    const code = await enter({ expires: '2天' });
    await enter();
    expect(refused(await stage.ops.reviveGroupCode({ code: code.id })).code).toBe('too_late');
    const late = await enter({ expires: '1天' });
    given(await stage.ops.markCodeDead({ code: late.id }));
    stage.ground.clock.advance(25 * hour);
    expect(refused(await stage.ops.reviveGroupCode({ code: late.id })).code).toBe('too_late');
  });

  test('is believed from humans in three networks', async () => {
    const code = await enter({ audience: 'everyone' });
    for (const network of ['192.0.2.7', '198.51.100.7']) expect(given(await report(code.id, network))).toEqual({ thanks: true });
    expect((await shown())?.code?.id).toBe(code.id);
    expect(given(await report(code.id, '203.0.113.7'))).toEqual({ thanks: true });
    expect((await shown())?.code).toBeUndefined();
    expect(given(await stage.ops.listGroupCodes({ fleet: 'stream-wechat' })).items[0]?.earlier[0]).toMatchObject({ endedBecause: 'reported', reports: 3 });
  });

  test('is not believed from three networks in which nobody showed to be human, nor from two of one site', async () => {
    const code = await enter({ audience: 'everyone' });
    for (const network of ['192.0.2.7', '198.51.100.7', '203.0.113.7', '203.0.114.7']) given(await report(code.id, network, false));
    for (const network of ['2001:db8:1:1::/64', '2001:db8:1:2::/64', '2001:db8:1:3::/64']) given(await report(code.id, network));
    expect((await shown())?.code?.id).toBe(code.id);
  });

  test('nobody can empty the page with clicks: a thousand reports from one /64 are one voice', async () => {
    const code = await enter({ audience: 'everyone' });
    for (let hours = 0; hours < 50; hours += 1) {
      stage.ground.clock.advance(hour);
      const answers = await Promise.all(Array.from({ length: 20 }, () => report(code.id, '2001:db8:7:7::/64')));
      expect(answers.every((answer) => answer.ok)).toBe(true);
    }
    expect((await stage.ground.open.pool.query('select 1 from code_report where code_id = $1', [code.id])).rowCount).toBe(1);
    expect((await shown())?.code?.id).toBe(code.id);
  }, 120_000);

  test('the answer is the same whatever is known: for a code that lives, that died, and that never was', async () => {
    const code = await enter();
    const answers = [await report(code.id, '192.0.2.9'), await report(newId(), '192.0.2.9')];
    given(await stage.ops.markCodeDead({ code: code.id }));
    answers.push(await report(code.id, '192.0.2.9'));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('nothing of who reported is kept but a keyed hash', async () => {
    const code = await enter();
    given(await report(code.id, '192.0.2.9'));
    const { rows } = await stage.ground.open.pool.query<{ network_hash: string }>('select network_hash from code_report where code_id = $1', [code.id]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.network_hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the end of a code', () => {
  const parts = () => testParts({ reader: stage.reader, files: createFileStore({ folder: '/nonexistent', clock: stage.ground.clock, log: silentLog, maximumMegabytes: 1 }) });
  const watch = async (most?: number) => {
    const events: DomainEvent[] = [];
    await stage.ground.database.transaction().execute((db) => watchGroupCodes(parts(), { db, now: stage.ground.clock.now(), publish: async (...told) => void events.push(...told) }, most));
    return events.map(({ name, data }) => `${name} ${String(data?.['hours'] ?? data?.['because'])}`);
  };

  test('is warned of 48 and 12 hours before, each time once, and noted when it has come', async () => {
    await enter({ expires: '7天' });
    const told: Record<string, string[]> = {};
    for (let hours = 0; hours <= 170; hours += 1) {
      stage.ground.clock.set(new Date(start.getTime() + hours * hour));
      const events = [...(await watch()), ...(await watch())];
      if (events.length > 0) told[168 - hours] = events;
    }
    expect(told).toEqual({ 48: ['group.code_expiring 48'], 12: ['group.code_expiring 12'], 0: ['group.code_ended expired'] });
  });

  test('is warned of once when it is entered late, and not at all when it never ends', async () => {
    await enter({ expires: '今天 18:00' });
    expect([...(await watch()), ...(await watch())]).toEqual(['group.code_expiring 12']);
    await enter({ expires: '永久' });
    stage.ground.clock.advance(10_000 * hour);
    expect(await watch()).toEqual([]);
  });

  test('is warned of however many others end sooner and were warned of already, and however many end at once', async () => {
    await stage.addFleet({ key: 'many', platform: 'manual', app: 'wechat', groups: Array.from({ length: 7 }, (_one, index) => ({ key: `g-${index}`, number: `9000${index}` })) });
    const groups = await stage.groups('many');
    const enterAt = async (from: number, to: number, hours: number) => {
      for (const { id } of groups.slice(from, to)) await insertCode(stage.ground.database, { groupId: id, content: `https://example.com/${id}`, fileId: null, audience: 'everyone', typed: '', said: 'days', expiresAt: new Date(start.getTime() + hours * hour), enteredBy: null }, start);
    };
    await enterAt(0, 5, 10);
    expect(await watch(2), 'in one run, two at a time').toEqual(Array.from({ length: 5 }, () => 'group.code_expiring 12'));
    await enterAt(5, 7, 47);
    expect(await watch(2)).toEqual(['group.code_expiring 48', 'group.code_expiring 48']);
    stage.ground.clock.set(new Date(start.getTime() + 11 * hour));
    expect(await watch(2)).toEqual(Array.from({ length: 5 }, () => 'group.code_ended expired'));
  });

  test('is told by two watchers at the same time once', async () => {
    await enter({ expires: '1天' });
    const both = await Promise.all([watch(), watch()]);
    expect(both.flat()).toEqual(['group.code_expiring 48']);
  });
});

test('what happened is published and audited, with ids only', async () => {
  const before = (await named('group.code_ended')).length;
  const code = await enter();
  given(await stage.ops.markCodeDead({ code: code.id }));
  const ended = (await named('group.code_ended')).slice(before);
  expect(ended.map(({ data }) => data.because)).toEqual(['marked_dead']);
  const { rows } = await stage.ground.open.pool.query<{ operation: string; after: unknown }>("select operation, after from audit_entry where subject_kind = 'group_code' and subject_key = $1 order by at, id", [code.id]);
  expect(rows.map(({ operation }) => operation)).toEqual(['enterGroupCode', 'markCodeDead']);
});

describe('who may', () => {
  const moderator = (fleet: string): Actor => ({ kind: 'person', id: newId(), name: '谷雨', grants: [{ role: 'moderator', scope: { kind: 'fleet', key: fleet } }], via: { kind: 'session', id: newId(), authenticatedAt: start }, network: '192.0.2.7' });
  test('a moderator of another fleet sees and changes nothing', async () => {
    const code = await enter();
    const other = stage.as(moderator('stream-qq'));
    for (const answer of [await other.markCodeDead({ code: code.id }), await other.enterGroupCode({ group, content: 'x' }), await other.listGroupCodes({ fleet: 'stream-wechat' }), await other.reviveGroupCode({ code: code.id })]) expect(refused(answer).code).toBe('not_found');
    expect(given(await other.listGroupCodes({})).items.map(({ fleet }) => fleet)).toEqual(['stream-qq']);
  });
});
