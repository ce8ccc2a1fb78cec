import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import QRCode from 'qrcode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fleet } from '../../common/contract/fleet.ts';
import type { HumanChallenge } from '../../common/contract/human-check.ts';
import { issueJoinCode } from '../../server/groups/index.ts';
import { insertGrants } from '../../server/people/index.ts';
import { invoke, newId, newSecret, secretHash } from '../../server/platform/index.ts';
import { callBy, commandLine, testSecrets } from '../harness/operations.ts';
import { send, startTestServer, type Answer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
const zh = { 'accept-language': 'zh-CN' };
/** The address that the centre has in public; it is asked under another one, as behind a proxy. */
const origin = 'http://help.example.org';

async function signedIn(name: string): Promise<{ cookie: string; person: string }> {
  const [person, token, now] = [newId(), newSecret(), centre.clock.now()];
  const { pool } = centre.open;
  await pool.query('insert into person (id, name, created_at) values ($1, $2, $3)', [person, name, now]);
  await pool.query('insert into session (id, token_hash, person_id, created_at, seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)', [newId(), secretHash(token), person, now, new Date(now.getTime() + 36_000_000_000)]);
  return { cookie: `lichun_session=${token}`, person };
}

/** Runs an operation as the operator of the machine. */
async function done<Name extends keyof TestServer['app']['operations']>(name: Name, input: object): Promise<Record<string, unknown>> {
  const answer = await invoke(centre.app.ground, centre.app.operations[name] as never, callBy(commandLine), input);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.refusal)}`);
  return answer.value as Record<string, unknown>;
}
const addFleet = (fleet: Partial<Fleet>) => done('createFleet', { entry: { topic: 'stream', platform: 'web', app: 'web', ...fleet } });
const groupIn = async (fleet: string) => (await centre.open.pool.query<{ id: string }>('select id from fleet_group where fleet = $1 order by position limit 1', [fleet])).rows[0]?.id ?? '';
async function seat(fleet: string, person: string, held = false): Promise<string> {
  const [id, group] = [newId(), await groupIn(fleet)];
  const now = centre.clock.now();
  await centre.open.pool.query(`update fleet_group set ${held ? 'reserved = reserved + 1' : 'members = members + 1'}, ordinary = ordinary + 1 where id = $1`, [group]);
  await centre.open.pool.query(
    "insert into seat (id, fleet, group_id, person_id, kind, state, entrance, taken_at, expires_at, joined_at) values ($1, $2, $3, $4, 'ordinary', $5, 'link', $6, $7, $8)",
    [id, fleet, group, person, held ? 'reserved' : 'member', now, held ? new Date(now.getTime() + 86_400_000) : null, held ? null : now],
  );
  return id;
}
const page = (path: string, headers: Record<string, string> = {}) => send(centre.port, path, { headers: { ...zh, ...headers } });
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  send(centre.port, path, { method: 'POST', headers: { ...zh, origin, 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams(fields).toString() });
const cookieOf = (answer: Answer) => String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '';
const runsNothing = (body: string) => !/<script(?! type="module" src="\/assets\/)/.test(body);

beforeAll(async () => {
  centre = await startTestServer({ example: 'none', environment: { PUBLIC_URL: origin, ALLOWED_HOSTS: '127.0.0.1' } });
  await done('createTopic', { entry: { key: 'cafe', name: '茶馆' } });
  await done('createTopic', { entry: { key: 'stream', name: { 'zh-CN': 'Stream 模式', en: 'Stream mode' }, rules: '只聊 Stream', offTopicTo: 'cafe', aliases: ['old-stream'] } });
  await addFleet({ key: 'stream-web', welcome: '欢迎', groups: [{ key: 'one', number: '10001', owner: '老王' }] });
  await addFleet({ key: 'stream-qq', platform: 'manual', app: 'qq', howToJoin: ['打开 QQ', '输入群号'], groups: [{ key: 'qq-one', number: '20002' }] });
  await addFleet({ key: 'secret', public: false, groups: [{ key: 'hidden', number: '99999', name: '金丝雀密室' }] });
});
afterAll(() => centre.close());

describe('the code of a link that never expires', () => {
  const address = `${origin}/g/stream-web`;
  test('is drawn as SVG and as a bitmap for phones, and says the address of the centre', async () => {
    const svg = await page('/g/stream-web.svg');
    expect([svg.status, svg.headers['content-type']]).toEqual([200, 'image/svg+xml']);
    expect(svg.body).toBe(await QRCode.toString(address, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' }));
    const png = await page('/g/stream-web.png');
    expect([png.status, png.headers['content-type']]).toEqual([200, 'image/png']);
    expect((await page('/g/stream-web.svg', { 'if-none-match': String(svg.headers['etag']) })).status).toBe(304);
    expect((await page('/g/stream.svg')).body).not.toBe(svg.body);
  });

  test('D7: says the configured address, whatever host is asked for', async () => {
    const before = (await page('/g/stream-web.svg')).body;
    const forged = await page('/g/stream-web.svg', { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' });
    expect(forged.body).toBe(before);
    expect((await page('/g/stream-web.svg', { host: 'evil.example' })).status).toBe(421);
    expect((await page('/g/stream-web/poster', { 'x-forwarded-host': 'evil.example' })).body).not.toContain('evil.example');
  });

  test('of an earlier name leads to the name that is kept; of none there is none', async () => {
    expect((await page('/g/old-stream.svg')).body).toBe((await page('/g/stream.svg')).body);
    for (const path of ['/g/nobody.svg', '/g/nobody.png', '/g/.svg', '/g/stream-web.gif', '/g/..%2f..%2fetc.svg']) expect((await page(path)).status).toBe(404);
  });

  test('comes as a file where it is to be kept', async () => {
    expect((await page('/g/stream-web.png?download=1')).headers['content-disposition']).toBe('attachment; filename="stream-web.png"');
  });
});

describe('the poster', () => {
  test('has the name in both languages, the hue of the term, the code, three lines, and the address in words', async () => {
    const { status, body } = await page('/g/stream/poster');
    expect(status).toBe(200);
    for (const part of ['Stream 模式', 'Stream mode', '/g/stream.svg', 'help.example.org/g/stream', 'term-1', '这个二维码不会过期', 'This code never expires']) expect(body).toContain(part);
    expect(body.match(/<li>/g)).toHaveLength(3);
    expect(runsNothing(body)).toBe(true);
    expect((await page('/g/stream/poster?lang=en')).body).toMatch(/<h1>Stream mode<\/h1>/);
  });
  test('of an earlier name leads on, and of none there is none', async () => {
    expect(await page('/g/old-stream/poster')).toMatchObject({ status: 301, headers: { location: '/g/stream/poster' } });
    expect((await page('/g/nobody/poster')).status).toBe(404);
  });
});

describe('looking for a group', () => {
  test('by its number leads to where one joins it', async () => {
    const { body } = await page('/find?q=10001');
    expect(body).toContain('href="/g/stream-web?group=one"');
    expect(body).toContain('找到 1 个群');
    expect(runsNothing(body)).toBe(true);
  });
  test('keeps what was typed, and says when there is nothing', async () => {
    const { body } = await page(`/find?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(body).not.toContain('<script>alert(1)');
    expect(body).toContain('没有找到');
    expect((await page('/find')).body).toContain('输入完整的群号');
  });
  test('goes on page by page where many are found, and leads from an archived one to its fleet', async () => {
    await addFleet({ key: 'stream-many', name: '霜降用户群', groups: Array.from({ length: 22 }, (_one, index) => ({ key: `m-${index}`, ...(index === 21 ? { state: 'archived' as const } : {}) })) });
    const first = (await page(`/find?q=${encodeURIComponent('霜降用户')}`)).body;
    expect(first).toContain('找到的群');
    expect(first).not.toContain('已归档');
    const [, next = ''] = /href="([^"]+)"[^>]*>下一页/.exec(first) ?? [];
    const second = (await page(next.replaceAll('&amp;', '&'))).body;
    for (const part of ['已归档', '去同系列的群', 'href="/g/stream-many"', '回到第一页']) expect(second).toContain(part);
    expect(second).not.toContain('下一页');
  });
  test.each(['99999', '金丝雀', 'hidden'])('C10: shows nothing of a private one: %s', async (q) => {
    const { body } = await page(`/find?q=${encodeURIComponent(q)}`);
    expect(body).toContain('没有找到');
    expect(body).not.toMatch(/secret|\/g\/[^"]*hidden/);
  });
  test('does not go on for ever', async () => {
    const statuses: number[] = [];
    for (let look = 0; look < 70; look += 1) statuses.push((await page(`/find?q=${look}x`)).status);
    expect(statuses).toContain(429);
    centre.clock.advance(61_000);
    expect((await page('/find?q=10001')).status).toBe(200);
  });
});

describe('a platform’s own code', () => {
  const enter = async (input: object = {}) => ((await done('enterGroupCode', { group: await groupIn('stream-qq'), content: 'https://qq.example/join', audience: 'everyone', ...input })) as { code: { id: string; picture: string } }).code;

  test('is shown as a bitmap, with until when, and is gone at once when it dies', async () => {
    const code = await enter({ expires: '该二维码7天内(11月25日前)有效' });
    const { body, headers } = await page('/g/stream-qq/scan');
    expect(body).toContain(code.picture.replace('&', '&amp;'));
    expect(body).toContain('20002');
    expect(String(headers['cache-control'])).toContain('no-store');
    const picture = await page(code.picture);
    expect([picture.status, picture.headers['content-type'], picture.headers['cache-control']]).toEqual([200, 'image/png', 'private, no-store']);
    await done('markCodeDead', { code: code.id });
    const after = (await page('/g/stream-qq/scan')).body;
    expect(after).not.toContain('/codes/');
    expect(after).toContain('现在没有可用的二维码，请按群号加入');
    expect(after).toContain('打开 QQ');
    expect((await page(code.picture)).status).toBe(404);
  });

  test('that was uploaded is given as the picture that it is, and as nothing else', async () => {
    const bytes = await QRCode.toBuffer('weixin');
    const code = await enter({ content: undefined, picture: { name: 'x.html', content: bytes.toString('base64') } });
    const picture = await page(code.picture);
    expect([picture.status, picture.headers['content-type'], picture.headers['x-content-type-options']]).toEqual([200, 'image/png', 'nosniff']);
    expect(String(picture.headers['content-security-policy'])).toContain('sandbox');
  });

  test('is given to who was shown it only', async () => {
    const code = await enter();
    for (const path of [`/codes/${code.id}`, `/codes/${code.id}?pass=${'0'.repeat(32)}`, '/codes/x?pass=y', `/codes/${newId()}?pass=${'0'.repeat(32)}`]) expect((await page(path)).status).toBe(404);
  });

  test('can be called dead without scripts; the answer is thanks, and one click empties nothing', async () => {
    const code = await enter();
    const sent = await post('/g/stream-qq/scan', { code: code.id });
    expect(sent).toMatchObject({ status: 303, headers: { location: '/g/stream-qq/scan?thanks=1' } });
    const { body } = await page('/g/stream-qq/scan?thanks=1');
    expect(body).toContain('收到了，谢谢你');
    expect(body).toContain('/codes/');
    expect((await post('/g/stream-qq/scan', { code: 'nonsense' })).status).toBe(303);
  });

  test('is believed to be dead when three browsers in three networks have done their work, each once', async () => {
    const code = await enter();
    const solved = async () => {
      const challenge = (await done('readHumanChallenge', { fleet: 'stream-qq' })) as HumanChallenge;
      const solution = await solveChallenge({ challenge, deriveKey });
      if (solution === null) throw new Error('No solution was found in time');
      return Buffer.from(JSON.stringify({ challenge, solution: { counter: solution.counter, derivedKey: solution.derivedKey } })).toString('base64');
    };
    const report = async (network: string, altcha: string) => {
      const answer = await invoke(centre.app.ground, centre.app.operations.reportDeadCode, callBy({ kind: 'anonymous', network }), { code: code.id, human: { altcha } });
      expect(answer).toEqual({ ok: true, value: { thanks: true } });
    };
    const first = await solved();
    for (const network of ['192.0.2.7', '198.51.100.7', '203.0.113.7', '203.0.114.7']) await report(network, first);
    await report('203.0.115.7', await solved());
    expect((await page('/g/stream-qq/scan')).body).toContain('/codes/');
    await report('203.0.116.7', await solved());
    expect((await page('/g/stream-qq/scan')).body).not.toContain('/codes/');
  });

  test('of groups of this site there is none', async () => expect((await page('/g/stream-web/scan')).status).toBe(404));
});

describe('the page where codes are checked', () => {
  test('takes its secret out of the address, needs no account and no scripts, and says of each code what it is', async () => {
    const { url } = (await done('createCheckLink', { fleet: 'stream-qq' })) as { url: string };
    const token = url.split('token=')[1] ?? '';
    const link = await page(`/check?token=${token}`);
    expect(link).toMatchObject({ status: 303, headers: { location: '/check', 'referrer-policy': 'no-referrer' } });
    const cookie = cookieOf(link);
    const { body } = await page('/check', { cookie });
    expect(body).toContain('核对入群码');
    expect(body).not.toContain(token);
    expect(runsNothing(body)).toBe(true);

    const { person } = await signedIn('霜降');
    const code = await issueJoinCode({ db: centre.open.database, now: centre.clock.now(), secrets: testSecrets }, { id: await seat('stream-qq', person, true) });
    const checked = await post('/check', { codes: `${code.toLowerCase()}\r\nZZZZ-ZZZZ\r\n` }, { cookie });
    expect(checked.status).toBe(200);
    for (const part of ['可以通过 1 个，不要通过 1 个', '霜降', '没有这个码', 'ZZZZ-ZZZZ']) expect(checked.body).toContain(part);
    expect((await post('/check', { codes: code }, { cookie })).body).toContain('已经核对过');
    expect((await post('/check', { codes: ' \n ' }, { cookie }))).toMatchObject({ status: 400 });
    expect(centre.log.join('\n')).not.toContain(token);

    const forgotten = await post('/check', { do: 'forget' }, { cookie });
    expect(String(forgotten.headers['set-cookie'])).toContain('Max-Age=0');
  });

  test('D2: is not there without the link, for a wrong one, and for one that was revoked', async () => {
    const { url, id } = (await done('createCheckLink', { fleet: 'stream-qq' })) as { url: string; id: string };
    const cookie = cookieOf(await page(`/check?token=${url.split('token=')[1] ?? ''}`));
    await done('revokeCheckLink', { link: id });
    const others: Record<string, string>[] = [{}, { cookie }, { cookie: `lichun_check=${'x'.repeat(43)}` }, { cookie: (await signedIn('路人')).cookie }];
    for (const headers of others) {
      expect((await page('/check', headers)).status).toBe(404);
      expect((await post('/check', { codes: 'ABCD-EFGH' }, headers)).status).toBe(404);
    }
    expect((await page('/check?token=../x')).status).toBe(404);
  });

  test('D10: another site cannot check', async () => {
    expect((await post('/check', { codes: 'ABCD-EFGH' }, { origin: 'https://evil.example' })).status).toBe(403);
  });

  test('is there for whoever runs a fleet and is signed in', async () => {
    const { cookie, person } = await signedIn('小满');
    await insertGrants(centre.open.database, person, [{ role: 'moderator', scope: { kind: 'fleet', key: 'stream-qq' } }], null, centre.clock.now());
    await centre.open.pool.query('update staff_policy set second_factor_required = false');
    expect((await page('/check', { cookie })).body).toContain('你管理的全部群系列');
  });
});

describe('the page of a group', () => {
  test('is its members’: they read, confirm, leave and come back, without scripts', async () => {
    const group = await groupIn('stream-web');
    const { cookie, person } = await signedIn('芒种');
    await seat('stream-web', person);
    const posted = (await done('postAnnouncement', { fleet: 'stream-web', title: '本周停机', body: '周三 **凌晨**', confirm: true })) as { id: string };
    const at = `/groups/${group}`;
    const first = await page(at, { cookie });
    for (const part of ['欢迎', '只聊 Stream', 'href="/g/cafe"', '老王', '本周停机', '<strong>凌晨</strong>', '我看过了', '离开这个群']) expect(first.body).toContain(part);
    expect(String(first.headers['cache-control'])).toContain('no-store');
    expect(runsNothing(first.body)).toBe(true);

    expect(await post(at, { do: 'acknowledge', announcement: posted.id }, { cookie })).toMatchObject({ status: 303, headers: { location: `${at}#announcements` } });
    const confirmed = (await page(at, { cookie })).body;
    expect(confirmed).toContain('确认看过');
    expect(confirmed).not.toContain('我看过了');

    expect(await post(at, { do: 'leave' }, { cookie })).toMatchObject({ status: 303, headers: { location: `${at}?left=1` } });
    expect((await page(at, { cookie })).status).toBe(404);
    expect((await page(`${at}?left=1`, { cookie })).body).toContain('我点错了，让我回来');
    expect(await post(at, { do: 'return' }, { cookie })).toMatchObject({ status: 303, headers: { location: at } });
    expect((await page(at, { cookie })).status).toBe(200);
  });

  test('leads back to the earliest announcement, page by page', async () => {
    await addFleet({ key: 'stream-news', groups: [{ key: 'news' }] });
    const group = await groupIn('stream-news');
    const { cookie, person } = await signedIn('霜降');
    await seat('stream-news', person);
    for (let count = 1; count <= 23; count += 1) await done('postAnnouncement', { fleet: 'stream-news', title: `消息之${count}号`, body: '见标题' });
    const first = (await page(`/groups/${group}`, { cookie })).body;
    expect([first.includes('消息之23号'), first.includes('消息之4号'), first.includes('消息之3号')]).toEqual([true, true, false]);
    const [, earlier = ''] = /href="([^"]+)"[^>]*>更早的公告/.exec(first) ?? [];
    const second = (await page(earlier.replaceAll('&amp;', '&').replace('#announcements', ''), { cookie })).body;
    for (const part of ['消息之3号', '消息之1号', '回到最新的公告']) expect(second).toContain(part);
    expect(second).not.toContain('更早的公告');
    expect((await page(`/groups/${group}?after=x`, { cookie })).status, 'a link that was cut off').toBe(404);
  });

  test('asks a stranger to sign in and leads back; for anybody else it is not there', async () => {
    const group = await groupIn('stream-web');
    expect(await page(`/groups/${group}`)).toMatchObject({ status: 303, headers: { location: `/sign-in?to=${encodeURIComponent(`/groups/${group}`)}` } });
    const { cookie } = await signedIn('路人');
    for (const id of [group, newId(), 'x']) expect((await page(`/groups/${id}`, { cookie })).status).toBe(404);
    expect((await post(`/groups/${group}`, { do: 'leave' }, { cookie })).status).toBe(404);
    expect(await post(`/groups/${group}`, { do: 'return' }, { cookie })).toMatchObject({ status: 303, headers: { location: `/groups/${group}?left=gone` } });
  });

  test('shows who was approved how to get in elsewhere, with their own code', async () => {
    const { cookie, person } = await signedIn('立夏');
    const held = await seat('stream-qq', person, true);
    const code = await issueJoinCode({ db: centre.open.database, now: centre.clock.now(), secrets: testSecrets }, { id: held });
    const { body } = await page(`/groups/${await groupIn('stream-qq')}`, { cookie });
    for (const part of [code, '20002', '输入群号', '席位为你保留到']) expect(body).toContain(part);
  });
});
