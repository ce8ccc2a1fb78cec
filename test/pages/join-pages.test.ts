import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fleet } from '../../common/contract/fleet.ts';
import { given } from '../../server/centre/testing.ts';
import { callerFor } from '../../server/platform/index.ts';
import { elementsOf, textOf } from '../../web/public/testing/html.ts';
import { callBy, commandLine } from '../harness/operations.ts';
import { digestsOfRows } from '../harness/rows.ts';
import { send, startTestServer, type Answer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
/** What was written last to each address, as its reader sees it. */
const written = new Map<string, string>();
const staff = () => callerFor(centre.app.ground, centre.app.operations, callBy(commandLine));

beforeAll(async () => {
  centre = await startTestServer({ example: 'littleskin' });
  const { ground } = centre.app;
  const { postMail } = ground;
  ground.postMail = async (db, message, now) => {
    written.set(message.to.address, message.text);
    await postMail(db, message, now);
  };
  given(await staff().createTopic({ entry: { key: 'stream', name: { 'zh-CN': 'Stream 模式', en: 'Stream mode' }, aliases: ['old-stream'] } }));
  await addFleet({ key: 'stream-web', admission: { checks: [{ kind: 'reason' }, { kind: 'real_name' }] }, aliases: ['former-stream'] });
});
afterAll(() => centre.close());
// Limits of a network start anew.
beforeEach(() => centre.clock.advance(11 * 60_000));

const addFleet = async (entry: Partial<Fleet> & { key: string }) => given(await staff().createFleet({ entry: { topic: 'stream', platform: 'web', app: 'web', ...entry } }));
const get = (target: string, cookie = '', headers: Record<string, string> = {}) => send(centre.port, target, { headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...headers } });
const post = (target: string, fields: Record<string, string>, cookie = '') =>
  send(centre.port, target, { method: 'POST', headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', origin: centre.origin, ...(cookie === '' ? {} : { cookie }) }, body: new URLSearchParams(fields).toString() });
const cookiesOf = ({ headers }: Answer) => (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).filter((pair) => pair?.endsWith('=') === false).join('; ');
const field = ({ body }: Answer, name: string) => elementsOf(body).find(({ attributes }) => attributes['name'] === name)?.attributes;

async function signedIn(address: string): Promise<string> {
  const cookie = cookiesOf(await post('/sign-in', { way: 'email', address, to: '' }));
  return cookiesOf(await post('/sign-in/code', { code: /^\d{6}$/m.exec(written.get(address) ?? '')?.[0] ?? '' }, cookie));
}

const good = { reason: '网钉科技-考勤排班-张三', realName: '张三' };

describe('the link of a topic and of a fleet', () => {
  test('shows a stranger where one lands and what is asked, without a script of its own, kept for everyone of this minute', async () => {
    const page = await get('/g/stream-web');
    expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(page.headers['etag']).toMatch(/^W\//);
    const text = textOf(page.body);
    for (const words of ['加入 Stream 模式', '立春 · 0/500', '正在收人', '申请理由：公司-业务-姓名', '提交，去收验证码']) expect(text).toContain(words);
    expect(elementsOf(page.body).filter(({ name }) => name === 'script')).toHaveLength(1);
    expect((await get('/g/stream-web', '', { 'if-none-match': String(page.headers['etag']) })).status).toBe(304);
  });

  test('promises an answer at once only where nobody has to look', async () => {
    await addFleet({ key: 'for-payers', audience: ['paid'], admission: {} });
    await addFleet({ key: 'for-readers', admission: { review: true } });
    await addFleet({ key: 'for-all', admission: {} });
    const said = async (fleet: string) => textOf((await get(`/g/${fleet}`)).body);
    expect(await said('for-all')).toContain('大多数申请提交后马上有结果');
    for (const [fleet, words] of [['for-payers', '其余由管理员看过再定'], ['for-readers', '每份申请都由管理员看过再定']] as const) {
      expect(await said(fleet)).toContain(words);
      expect(await said(fleet)).not.toContain('大多数申请提交后');
    }
  });

  test('a topic with several fleets lets one choose, and a name without a place leads nowhere', async () => {
    const topic = await get('/g/main');
    expect(elementsOf(topic.body).flatMap(({ attributes }) => ((attributes['href'] ?? '').startsWith('/g/main-') ? [attributes['href']] : []))).toEqual(expect.arrayContaining(['/g/main-qq', '/g/main-telegram']));
    const nowhere = await get('/g/nobody');
    expect(nowhere.status).toBe(404);
    // It may load what public pages load, and nothing that is the console's.
    expect(nowhere.headers['content-security-policy']).toBe(topic.headers['content-security-policy']);
    expect((await get('/g/main?fleet=cafe-qq')).status).toBe(404);
  });

  test('an earlier name leads on to the one in use, with the rest of the address', async () => {
    const moved = await get('/g/old-stream?group=lichun');
    expect([moved.status, moved.headers.location]).toEqual([301, '/g/stream?group=lichun']);
    expect((await get('/g/former-stream')).headers.location).toBe('/g/stream-web');
  });

  test('is answered to HEAD like to GET, without a body', async () => {
    const head = await send(centre.port, '/g/stream-web', { method: 'HEAD', headers: { accept: 'text/html' } });
    expect([head.status, head.body]).toEqual([200, '']);
  });

  test('is there in the visitor’s language', async () => {
    expect(textOf((await get('/g/stream-web', '', { 'accept-language': 'en' })).body)).toContain('Join Stream mode');
  });

  test('a full fleet shows the waitlist within the minute', async () => {
    await addFleet({ key: 'tiny', target: 2, divertAt: 10, freezeAt: 50, thawMargin: 0, maximumGroups: 1 });
    const cookie = await signedIn('bailu@example.com');
    expect((await post('/g/tiny', {}, cookie)).status).toBe(303);
    centre.clock.advance(60_000);
    expect(textOf((await get('/g/tiny')).body)).toContain('现在要排队');
    expect(textOf((await get('/g/tiny', await signedIn('qiufen@example.com'))).body)).toContain('加入候补');
  });
});

describe('somebody with a proven address', () => {
  test('opens, fills, sends and is in, and the page then says so', async () => {
    const cookie = await signedIn('guyu@example.com');
    const page = await get('/g/stream-web', cookie);
    expect([page.headers['cache-control'], page.headers['etag']]).toEqual(['private, no-store', undefined]);
    expect(textOf(page.body)).toContain('guyu@example.com');
    const sent = await post('/g/stream-web', { ...good, key: field(page, 'key')?.['value'] ?? '' }, cookie);
    expect([sent.status, sent.headers.location]).toEqual([303, expect.stringMatching(/^\/applications\/[0-9a-f-]{36}$/)]);
    const status = await get(sent.headers.location ?? '', cookie);
    expect(textOf(status.body)).toContain('你已经在群里了');
    expect(textOf((await get('/g/stream-web', cookie)).body)).toContain('你已经在群里了：Stream 模式');
    expect(textOf((await get('/account/applications', cookie)).body)).toContain('Stream 模式');
  });

  test('gets the form back with what was typed when something is wrong, and nothing is kept of it', async () => {
    const cookie = await signedIn('lixia@example.com');
    const page = await post('/g/stream-web', { reason: '网钉科技-考勤排班', realName: '李夏' }, cookie);
    expect([page.status, page.headers['cache-control']]).toEqual([400, 'private, no-store']);
    expect([field(page, 'reason')?.['value'], field(page, 'realName')?.['value'], field(page, 'reason')?.['aria-invalid']]).toEqual(['网钉科技-考勤排班', '李夏', 'true']);
    expect(textOf(page.body)).toContain('姓名');
    expect(textOf((await get('/account/applications', cookie)).body)).toContain('还没有申请过');
  });

  test('sends the form twice and applies once', async () => {
    const cookie = await signedIn('xiaoman@example.com');
    const key = field(await get('/g/stream-web', cookie), 'key')?.['value'] ?? '';
    const [one, other] = [await post('/g/stream-web', { ...good, key }, cookie), await post('/g/stream-web', { ...good, key }, cookie)];
    expect(one.headers.location).toBe(other.headers.location);
  });
});

describe('a stranger', () => {
  test('sends the one form, enters the code, hands it in and follows it, here and by the link of the mail', async () => {
    const sent = await post('/g/stream-web', { ...good, email: 'jingzhe@example.com' });
    expect([sent.status, sent.headers.location]).toEqual([303, '/sign-in/code']);
    const waiting = cookiesOf(sent);
    expect(textOf((await get('/applications/status', waiting)).body)).toContain('先验证邮箱');
    const entered = await post('/sign-in/code', { code: /^\d{6}$/m.exec(written.get('jingzhe@example.com') ?? '')?.[0] ?? '' }, waiting);
    expect([entered.status, entered.headers.location]).toEqual([303, '/applications/continue']);
    const cookie = `${cookiesOf(entered)}; ${waiting.split('; ').find((pair) => pair.startsWith('lichun_application=')) ?? ''}`;
    const ready = await get('/applications/continue', cookie);
    expect(textOf(ready.body)).toContain('网钉科技-考勤排班-张三');
    const handed = await post('/applications/continue', {}, cookie);
    expect(handed.headers.location).toMatch(/^\/applications\/[0-9a-f-]{36}$/);
    expect(textOf((await get(handed.headers.location ?? '', cookie)).body)).toContain('你已经在群里了');
    expect((await get('/applications/continue', cookie)).headers.location).toBe(handed.headers.location);
  });

  test('learns nothing about an address: the answer is the same for one that is a member and one that nobody has', async () => {
    const [known, unknown] = [await post('/g/stream-web', { ...good, email: 'guyu@example.com' }), await post('/g/stream-web', { ...good, email: 'nobody@example.com' })];
    expect([known.status, known.headers.location]).toEqual([unknown.status, unknown.headers.location]);
  });

  test('with an address that is none gets the form back with everything', async () => {
    const page = await post('/g/stream-web', { ...good, email: 'not an address' });
    expect([page.status, field(page, 'email')?.['value'], field(page, 'email')?.['aria-invalid'], field(page, 'reason')?.['value']]).toEqual([400, 'not an address', 'true', good.reason]);
  });
});

describe('the page of an application', () => {
  test('is for its owner: others and strangers find nothing there', async () => {
    const sent = await post('/g/stream-web', { ...good, key: '' }, await signedIn('mangzhong@example.com'));
    const at = sent.headers.location ?? '';
    expect((await get(at)).headers.location).toBe(`/sign-in?to=${encodeURIComponent(at)}`);
    expect((await get(at, await signedIn('xiazhi@example.com'))).status).toBe(404);
    expect((await get('/applications/not-an-id', await signedIn('xiazhi@example.com'))).status).toBe(404);
  });

  test('by its link: the token leaves the address for a cookie at once, and a link that opens nothing is told like any other', async () => {
    const sent = await post('/g/stream-web', { ...good, email: 'dashu@example.com' });
    const token = /lichun_application=([\w-]{43})/.exec(String(sent.headers['set-cookie']))?.[1] ?? '';
    const followed = await get(`/applications/status?token=${token}`);
    expect([followed.status, followed.headers.location, followed.headers['referrer-policy']]).toEqual([303, '/applications/status', 'no-referrer']);
    const page = await get('/applications/status', cookiesOf(followed));
    expect([page.status, page.headers['cache-control'], page.body.includes(token)]).toEqual([200, 'private, no-store', false]);
    const made = await get('/applications/status', `lichun_application=${'x'.repeat(43)}`);
    expect([made.status, textOf(made.body).includes('这个链接打不开申请了')]).toEqual([404, true]);
    expect(centre.log.join('\n')).not.toContain(token);
  });

  test('lets its owner withdraw, and goes on from there', async () => {
    await addFleet({ key: 'slow', admission: { review: true } });
    const cookie = await signedIn('liqiu@example.com');
    const at = (await post('/g/slow', {}, cookie)).headers.location ?? '';
    const waiting = await get(at, cookie);
    expect(textOf(waiting.body)).toContain('管理员会看你的申请');
    expect(textOf((await get('/g/slow', cookie)).body)).toContain('你已经申请过了');
    const gone = await post(at, { do: 'withdraw' }, cookie);
    expect([gone.status, gone.headers.location]).toEqual([303, `${at}?done=withdrawn`]);
    expect(textOf((await get(`${at}?done=withdrawn`, cookie)).body)).toContain('申请已撤回');
    expect((await get('/g/slow', cookie)).body).toContain('<form');
  });

  test('an approved seat elsewhere comes with a code to get in, and ends with “I am in”', async () => {
    await addFleet({ key: 'elsewhere', platform: 'manual', app: 'qq', admission: {}, groups: [{ key: 'one', number: '12345678', link: 'https://qm.qq.com/q/abc' }] });
    const cookie = await signedIn('chushu@example.com');
    const at = (await post('/g/elsewhere', {}, cookie)).headers.location ?? '';
    const text = textOf((await get(at, cookie)).body);
    for (const words of ['通过了，还差一步', '12345678', '我已进群']) expect(text).toContain(words);
    // The platform's own code comes to the page when a moderator enters it, with a way to say that it is dead.
    const { rows } = await centre.open.pool.query<{ id: string }>("select id from fleet_group where fleet = 'elsewhere'");
    const { code } = given(await staff().enterGroupCode({ group: rows[0]?.id ?? '', content: 'https://qm.qq.com/q/abc' }));
    const shown = await get(at, cookie);
    expect(elementsOf(shown.body).map(({ attributes }) => attributes['src'])).toContain(code?.picture);
    expect(elementsOf(shown.body).filter(({ name }) => name === 'form').map(({ attributes }) => attributes['action'])).toContain('/g/elsewhere/scan');
    expect([textOf(shown.body).includes('扫不出来？'), field(shown, 'code')?.['value']]).toEqual([true, code?.id]);
    expect((await post(at, { do: 'confirm' }, cookie)).headers.location).toBe(`${at}?done=confirmed`);
    expect(textOf((await get(at, cookie)).body)).toContain('你已经在群里了');
  });
});

describe('what is kept for everyone', () => {
  test('has nothing of anybody in it, whoever looked before', async () => {
    const cookie = await signedIn('shuangjiang@example.com');
    await get('/g/stream-web', cookie);
    await post('/g/stream-web', { reason: '私人的话', realName: '霜降', email: 'shuangjiang@example.com' });
    const page = await get('/g/stream-web');
    expect(page.body).not.toMatch(/shuangjiang|私人的话|霜降/);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(field(page, 'key')).toBeUndefined();
  });
});

describe('an invitation', () => {
  test('is looked at without a change, goes into a cookie by its button, and is used with the form', async () => {
    const { link } = given(await staff().createGroupInvitation({ fleet: 'stream-web', priority: 'invited' }));
    const { pathname } = new URL(link);
    const followed = await get(pathname);
    expect([followed.status, followed.headers.location, followed.headers['referrer-policy']]).toEqual([303, '/i', 'no-referrer']);
    const opened = cookiesOf(followed);
    const page = await get('/i', opened);
    expect([page.status, textOf(page.body).includes('邀请你加入 Stream 模式'), page.headers['cache-control']]).toEqual([200, true, 'private, no-store']);
    expect(page.body).not.toContain(pathname.slice(3));
    const pressed = await post('/i', {}, opened);
    expect([pressed.status, pressed.headers.location]).toEqual([303, '/g/stream-web?invited=1']);
    expect(String(pressed.headers['set-cookie'])).toMatch(/lichun_invitation_link=;/);
    const cookie = `${await signedIn('dongzhi@example.com')}; ${cookiesOf(pressed)}`;
    const form = await get('/g/stream-web?invited=1', cookie);
    expect([form.headers['cache-control'], textOf(form.body).includes('你收到了邀请')]).toEqual(['private, no-store', true]);
    const sent = await post('/g/stream-web', good, cookie);
    expect([sent.status, /lichun_group_invitation=;/.test(String(sent.headers['set-cookie']))]).toEqual([303, true]);
    expect((await get('/i', opened)).status).toBe(404);
    expect(centre.log.join('\n')).not.toContain(pathname.slice(3));
  });

  test('writes nothing in the database however often a scanner of mail follows it', async () => {
    const { link } = given(await staff().createGroupInvitation({ fleet: 'stream-web', priority: 'invited' }));
    const { pathname } = new URL(link);
    const before = await digestsOfRows(centre);
    for (let count = 0; count < 3; count++) expect((await get('/i', cookiesOf(await get(pathname)))).status).toBe(200);
    expect(Object.keys(before)).toContain('invitation');
    expect(await digestsOfRows(centre)).toEqual(before);
  });

  test('that leads nowhere reads like any that was made up', async () => {
    for (const cookie of [cookiesOf(await get(`/i/${'x'.repeat(43)}`)), '']) {
      const page = await get('/i', cookie);
      expect([page.status, textOf(page.body).includes('这份邀请用不了了')]).toEqual([404, true]);
    }
  });
});
