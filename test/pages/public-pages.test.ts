import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSetUpToken } from '../../server/sign-in/index.ts';
import { elementsOf, textOf } from '../../web/public/testing/html.ts';
import { send, sendJson, startTestServer, type Answer, type TestServer } from '../harness/server.ts';

let centre: TestServer;

beforeAll(async () => {
  centre = await startTestServer({ example: 'littleskin' });
});
afterAll(() => centre.close());

const get = (target: string, headers: Record<string, string> = {}) => send(centre.port, target, { headers });
const post = (target: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  send(centre.port, target, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: centre.origin, ...headers }, body: new URLSearchParams(fields).toString() });

/** The cookies that an answer sets, as a browser would send them back. */
const cookiesOf = ({ headers }: Answer) => (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
const hiddenField = ({ body }: Answer, name: string) => elementsOf(body).find(({ attributes }) => attributes['name'] === name)?.attributes['value'] ?? '';

describe('every public page', () => {
  test.each(['/', '/advice', '/readings/before-you-ask', '/propose', '/sign-in'])('%s is a whole document with one module and nothing inline', async (path) => {
    const page = await get(path);
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.headers['content-security-policy']).not.toContain('nonce');
    const scripts = elementsOf(page.body).filter(({ name }) => name === 'script');
    expect(scripts.map(({ attributes }) => [attributes['type'], /^\/assets\/copy-[\w-]+\.js$/.test(attributes['src'] ?? '')])).toEqual([['module', true]]);
    expect(elementsOf(page.body).filter(({ attributes }) => 'style' in attributes || 'nonce' in attributes)).toEqual([]);
    expect(page.body).toContain('<html lang="zh-CN"');
    expect(page.body).toContain('content="noindex"');
    expect(page.body.match(/<title>[^<]+<\/title>/g)).toHaveLength(1);
  });

  test('the answer of a minute is kept for everyone, and known by its tag', async () => {
    const page = await get('/advice?urgency=later');
    expect(page.headers['etag']).toMatch(/^W\//);
    expect((await get('/advice?urgency=later', { 'if-none-match': String(page.headers['etag']) })).status).toBe(304);
  });

  test('the other language is one link away, and remembered', async () => {
    const chinese = await get('/advice?urgency=later');
    const link = elementsOf(chinese.body).find(({ attributes }) => attributes['hreflang'] === 'en')?.attributes['href'] ?? '';
    expect(link).toBe('/advice?urgency=later&lang=en');
    const english = await get(link);
    expect(english.body).toContain('<html lang="en"');
    expect((await get('/', { cookie: cookiesOf(english) })).body).toContain('<html lang="en"');
  });

  test('what the address gets wrong is answered with the usual question and a note', async () => {
    const page = await get('/advice?plan=nobody/none&urgency=yesterday&about=suit:nothing');
    expect(page.status).toBe(200);
    expect(textOf(page.body)).toMatch(/版本这里没有.*事情这里没有.*紧急程度看不懂/);
  });

  test('a page that is not here says so in the reader’s language and leads back', async () => {
    for (const path of ['/nowhere', '/readings/nobody', '/qr/channels/nobody/0.png']) {
      const page = await get(path, { 'accept-language': 'en' });
      expect([path, page.status]).toEqual([path, 404]);
    }
    expect(textOf((await get('/nowhere', { 'accept-language': 'en' })).body)).toContain('This page is not here');
  });
});

describe('codes', () => {
  test('come as a bitmap for phones and as a drawing, and are kept by the browser', async () => {
    const bitmap = await get('/qr/groups/main-telegram/main-telegram.png');
    expect([bitmap.status, bitmap.headers['content-type'], bitmap.headers['cache-control']]).toEqual([200, 'image/png', 'public, max-age=300']);
    const drawing = await get('/qr/groups/main-telegram/main-telegram.svg');
    expect(drawing.headers['content-type']).toBe('image/svg+xml');
    expect(drawing.body).toMatch(/^<svg /);
    expect((await get('/qr/groups/main-telegram/main-telegram.svg', { 'if-none-match': String(drawing.headers['etag']) })).status).toBe(304);
  });

  test.each(['/qr/groups/main-telegram/main-telegram.gif', '/qr/groups/main-telegram/main-telegram', '/qr/groups/main-telegram/other.png', '/qr/channels/main-group/0.png', '/qr/text/hello/0.png'])('%s is nobody’s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

describe('a proposal', () => {
  test('is sent once, however often the form is sent, and thanked for', async () => {
    const key = hiddenField(await get('/propose'), 'key');
    const fields = { kind: 'wrong', text: '群链接\r\n失效了', contact: '', page: '/', key };
    const first = await post('/propose', fields);
    expect([first.status, first.headers.location]).toEqual([303, '/propose?sent=1']);
    expect((await post('/propose', fields)).status).toBe(303);
    const rows = await centre.open.database.selectFrom('proposal' as never).selectAll().execute() as { text: string }[];
    expect(rows.map(({ text }) => text)).toEqual(['群链接\n失效了']);
    expect(textOf((await get('/propose?sent=1')).body)).toContain('收到了，谢谢你');
  });

  test('with something to change comes back with what was typed, and the reason beside the field', async () => {
    const page = await post('/propose', { kind: 'other', text: '   ', contact: '<b>me</b>', page: '', key: 'none' });
    expect(page.status).toBe(400);
    expect(textOf(page.body)).toContain('请填写这一项');
    expect(hiddenField(page, 'contact')).toBe('<b>me</b>');
    expect(elementsOf(page.body).find(({ attributes }) => attributes['name'] === 'text')?.attributes).toMatchObject({ 'aria-invalid': 'true', 'aria-describedby': 'text-hint text-wrong' });
  });

  test('too many are told how long to wait, and nothing typed is lost', async () => {
    const answers: Answer[] = [];
    for (let count = 0; count < 7; count++) answers.push(await post('/propose', { kind: 'other', text: `第 ${count} 次`, contact: '', page: '', key: crypto.randomUUID() }));
    const last = answers.at(-1)!;
    expect(last.status).toBe(429);
    expect(textOf(last.body)).toMatch(/请在 \d+ 秒后再试/);
    expect(textOf(last.body)).toContain('第 6 次');
    centre.clock.advance(3600_000);
  });
});

describe('the first operator', () => {
  const person = { name: '春华', email: 'chunhua@example.com', password: '雨水过后就是惊蛰和春分' };

  test('an unknown link reads like an absent page and tells the cure', async () => {
    const page = await get(`/set-up?token=${'x'.repeat(43)}`);
    expect(page.status).toBe(303);
    const followed = await get('/set-up', { cookie: cookiesOf(page) });
    expect(followed.status).toBe(404);
    expect(textOf(followed.body)).toContain('重启立春');
    expect((await get('/set-up?token=%22%3E')).status).toBe(404);
    expect((await get('/set-up')).status).toBe(404);
  });

  test('the token leaves the address at once, the form leads into the console, and the page is gone for good (C7)', async () => {
    const token = (await newSetUpToken(centre.open.database, centre.clock)) ?? '';
    const link = await get(`/set-up?token=${token}`);
    expect([link.status, link.headers.location]).toEqual([303, '/set-up']);
    const cookie = cookiesOf(link);
    expect(String(link.headers['set-cookie'])).toMatch(/HttpOnly/);
    const form = await get('/set-up', { cookie });
    expect(form.status).toBe(200);
    expect(form.body).not.toContain(token);
    const weak = await post('/set-up', { ...person, password: '1234567890' }, { cookie });
    expect([weak.status, hiddenField(weak, 'email'), hiddenField(weak, 'password')]).toEqual([400, person.email, '']);
    const done = await post('/set-up', person, { cookie });
    expect([done.status, done.headers.location]).toEqual([303, '/console']);
    expect(String(done.headers['set-cookie'])).toMatch(/lichun_session=[\w-]{43}; .*lichun_set_up=; Path=\/; Max-Age=0/);
    expect((await get('/set-up', { cookie })).status).toBe(404);
    expect((await post('/set-up', person, { cookie })).status).toBe(404);
  });

  test('signs in to where the way led, out by a button only, and never away from this site (D6, D10)', async () => {
    const wrong = await post('/sign-in', { email: person.email, password: 'not it', to: '/console' });
    expect(wrong.status).toBe(401);
    expect(hiddenField(wrong, 'email')).toBe(person.email);
    expect((await post('/sign-in', { ...person, to: '//evil.example' })).headers.location).toBe('/console');
    const right = await post('/sign-in', { ...person, to: '/console/channels' });
    expect([right.status, right.headers.location]).toEqual([303, '/console/channels']);
    const cookie = cookiesOf(right);
    expect((await get('/sign-in?to=/console/history', { cookie })).headers.location).toBe('/console/history');
    expect(textOf((await get('/sign-out', { cookie })).body)).toContain('你现在以春华的身份登录');
    expect((await get('/sign-out', { cookie })).status).toBe(200);
    const out = await post('/sign-out', {}, { cookie });
    expect([out.status, out.headers.location]).toEqual([303, '/sign-in?out=1']);
    expect((await get('/sign-out', { cookie })).headers.location).toBe('/sign-in');
  });

  test('is warned where the connection is not encrypted, and not on this machine', async () => {
    expect(textOf((await get('/sign-in')).body)).not.toContain('没有加密');
    expect(textOf((await get('/sign-in', { host: `192.168.1.7:${centre.port}` })).body)).toContain('没有加密');
  });
});

describe('a browser that is refused before a page is drawn', () => {
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';

  test.each<[number, string, string, Parameters<typeof send>[2]]>([
    [421, '这个地址没有登记', '/', { headers: { accept, host: 'evil.test' } }],
    [403, '这一步没有执行', '/propose', { method: 'POST', headers: { accept, origin: 'https://evil.test' }, body: 'kind=other' }],
    [404, '这一页不在这里', '/Advice', { headers: { accept } }],
    [413, '内容太大，最多 1,400 KB', '/propose', { method: 'POST', headers: { accept, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }, body: 'x'.repeat(1_500_000) }],
  ])('reads why (%d: %s)', async (status, words, target, options) => {
    const page = await send(centre.port, target, options);
    expect([page.status, page.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    expect(textOf(page.body)).toContain(words);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
  });
});

test('a fault above every page shows the number to quote', async () => {
  const { readSupportPage } = centre.app.operations;
  const { action } = readSupportPage;
  readSupportPage.action = () => Promise.reject(new Error('secret'));
  try {
    const page = await get('/propose', { accept: 'text/html' });
    expect(page.status).toBe(500);
    expect(textOf(page.body)).toContain(`反馈时请附上编号： ${String(page.headers['x-request-id'])}`);
    expect(page.body).not.toContain('secret');
  } finally {
    readSupportPage.action = action;
  }
});

test('a centre in one language is shown in it to every reader, without a switch; its console stays in the operator’s', async () => {
  const english = await startTestServer({ example: 'littleskin' });
  try {
    const cookie = await english.operator();
    const { settings, revision } = (await send(english.port, '/api/v1/centre/settings', { headers: { cookie } })).json<{ settings: object; revision: string }>();
    const saved = await sendJson(english, 'PUT', '/api/v1/centre/settings', { revision, settings: { ...settings, languages: ['en'] } }, { cookie });
    expect(saved.status).toBe(200);
    const chinese = { 'accept-language': 'zh-CN', cookie: `${cookie}; lang=zh-CN` };
    for (const path of ['/', '/advice?lang=zh-CN', '/readings/conduct', '/sign-out', '/nowhere']) {
      const page = await send(english.port, path, { headers: chinese });
      expect([path, /<html lang="(.*?)"/.exec(page.body)?.[1], page.body.includes('class="languages"')]).toEqual([path, 'en', false]);
    }
    const own = await send(english.port, '/console', { headers: chinese });
    expect(own.body).toContain('<html lang="zh-CN"');
    expect(own.body).toMatch(/<script nonce="/);
  } finally {
    await english.close();
  }
});

test('crawlers learn what to leave alone', async () => {
  const robots = await get('/robots.txt');
  expect(robots.headers['content-type']).toMatch(/^text\/plain/);
  expect(robots.body).toContain('Disallow: /console');
});
