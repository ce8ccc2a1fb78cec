import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestsOfRows } from '../harness/rows.ts';
import { send, sendJson, startTestServer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
let operator = '';

beforeAll(async () => {
  centre = await startTestServer();
  operator = await centre.operator();
});
afterAll(() => centre.close());

const proposal = { kind: 'missing', text: '缺少一个 Redis 的群' };

describe('D5: one spelling per address', () => {
  test.each(['//api/v1/proposals', '/api/v1//proposals', '/api/v1/proposals/', '/api/v1/proposals%2f', '/api/v1/Proposals', '/API/v1/proposals', '/api/v1/proposals;x=1', '/api/v1/x/../proposals', '/api/v1/./proposals', '/api/v1/%70roposals', '/api/v1\\proposals'])(
    'POST %s reaches nothing',
    async (path) => {
      const { status } = await send(centre.port, path, { method: 'POST', headers: { 'content-type': 'application/json', origin: centre.origin }, body: JSON.stringify(proposal) });
      expect([400, 404]).toContain(status);
    },
  );

  test('the limit of the canonical spelling holds, whatever is tried beside it', async () => {
    const answers: number[] = [];
    for (let count = 0; count < 8; count++) answers.push((await sendJson(centre, 'POST', '/api/v1/proposals', { ...proposal, text: `第 ${count} 次` })).status);
    expect(answers.filter((status) => status === 200).length).toBeLessThanOrEqual(5);
    expect(answers.at(-1)).toBe(429);
    expect((await sendJson(centre, 'POST', '/api/v1/proposals?lang=en', proposal)).status).not.toBe(200);
    centre.clock.advance(3600_000);
  });

  test('a page asked for with a slash at its end leads to the page', async () => {
    expect(await send(centre.port, '/advice/')).toMatchObject({ status: 308, headers: { location: '/advice' } });
    expect((await send(centre.port, '//evil.test/')).headers.location).toBeUndefined();
  });
});

describe('D7: forged hosts', () => {
  test.each(['evil.test', 'localhost.evil.test', '127.0.0.1.evil.test', 'evil.test:8080'])('Host "%s" is refused', async (host) => {
    expect((await send(centre.port, '/', { headers: { host } })).status).toBe(421);
  });

  test('forwarded hosts of strangers change nothing on a page', async () => {
    const { status, body } = await send(centre.port, '/', { headers: { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https', forwarded: 'host=evil.test' } });
    expect(status).toBe(200);
    expect(body).not.toContain('evil.test');
  });

  test('with PUBLIC_URL set, that address is used and other names are refused, but for this machine itself', async () => {
    const behind = await startTestServer({ environment: { PUBLIC_URL: 'https://help.example.com', TRUSTED_PROXY: '127.0.0.1' } });
    try {
      expect((await send(behind.port, '/', { headers: { host: '192.168.1.4:8080' } })).status).toBe(421);
      const page = await send(behind.port, '/', { headers: { host: 'help.example.com' } });
      expect(page.status).toBe(200);
      expect(page.headers['strict-transport-security']).toBe('max-age=31536000');
      const cookie = (await send(behind.port, '/?lang=en', { headers: { host: 'help.example.com' } })).headers['set-cookie'];
      expect(cookie?.join()).toContain('Secure');
    } finally {
      await behind.close();
    }
  });
});

describe('D10: nothing changes by GET, and nothing by another site', () => {
  test('GET and HEAD of every page and every reading operation leave every row as it was, and HEAD says what GET says without its body', { timeout: 120_000 }, async () => {
    const paths = ['/', '/advice', '/advice?urgency=emergency', '/propose', '/sign-in', '/console', '/health/live', '/health/ready'];
    const reads = Object.values(centre.app.operations).filter((operation) => operation.method === 'get').map((operation) => `/api/v1${operation.path.replace(/\{year\}/g, '2026').replace(/\{\w+\}/g, 'standard')}`);
    const writing = Object.values(centre.app.operations).filter((operation) => operation.method !== 'get').map((operation) => `/api/v1${operation.path.replace(/\{\w+\}/g, 'standard')}`);
    // Using a session keeps it alive, once in five minutes; that is no effect of what was asked for.
    await send(centre.port, '/api/v1/people/current', { headers: { cookie: operator } });
    const before = await digestsOfRows(centre);
    for (const path of new Set([...paths, ...reads, ...writing])) {
      const read = await send(centre.port, path, { headers: { cookie: operator } });
      const { status, body } = await send(centre.port, path, { method: 'HEAD', headers: { cookie: operator } });
      expect({ path, fault: read.status >= 500, status, body }).toEqual({ path, fault: false, status: read.status, body: '' });
    }
    expect(await digestsOfRows(centre)).toEqual(before);
  });

  test('every changing operation refuses a request that comes from elsewhere', async () => {
    const operations = Object.values(centre.app.operations).filter((operation) => operation.method !== 'get' && operation.pagesOnly !== true);
    expect(operations.length).toBeGreaterThan(30);
    for (const operation of operations) {
      const path = `/api/v1${operation.path.replace(/\{\w+\}/g, 'standard')}`;
      const places: Record<string, string>[] = [{ origin: 'https://evil.test' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, {}];
      for (const origin of places) {
        const { status } = await send(centre.port, path, { method: operation.method.toUpperCase(), headers: { cookie: operator, 'content-type': 'application/json', ...origin }, body: '{}' });
        expect({ operation: operation.name, origin, status }).toEqual({ operation: operation.name, origin, status: 403 });
      }
    }
  });

  test('OPTIONS says what an address of the API takes, and lets no other site in', async () => {
    const own = await send(centre.port, '/api/v1/hooks', { method: 'OPTIONS' });
    expect({ status: own.status, allow: own.headers.allow, body: own.body }).toEqual({ status: 204, allow: 'GET, POST, HEAD, OPTIONS', body: '' });
    const preflight = await send(centre.port, '/api/v1/hooks', { method: 'OPTIONS', headers: { origin: 'https://evil.test', 'access-control-request-method': 'POST' } });
    expect(preflight.status).toBe(403);
    for (const { headers } of [own, preflight]) expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  test('a page’s form sent from another site is refused too', async () => {
    const { status } = await send(centre.port, '/sign-in', { method: 'POST', headers: { origin: 'https://evil.test', 'content-type': 'application/x-www-form-urlencoded' }, body: 'email=a%40b.cn&password=x' });
    expect(status).toBe(403);
  });
});

describe('answers', () => {
  test('every answer carries its guards: type, frames, referrer, policy', async () => {
    for (const path of ['/', '/nowhere', '/api/v1/nowhere', '/health/live', '/console', '/icon.svg']) {
      const { headers } = await send(centre.port, path);
      expect({ path, nosniff: headers['x-content-type-options'], frames: headers['x-frame-options'], referrer: headers['referrer-policy'] }).toEqual({ path, nosniff: 'nosniff', frames: 'DENY', referrer: 'same-origin' });
      expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
      expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  test('a problem is problem+json with a code, in the reader’s language', async () => {
    const chinese = await send(centre.port, '/api/v1/nowhere');
    expect(chinese.headers['content-type']).toContain('application/problem+json');
    expect(chinese.json<object>()).toMatchObject({ status: 404, code: 'not_found', title: expect.stringContaining('这里没有你要找的内容') });
    const english = await send(centre.port, '/api/v1/nowhere', { headers: { 'accept-language': 'en-GB,en;q=0.8' } });
    expect(english.json<object>()).toMatchObject({ title: expect.stringContaining('There is nothing here') });
  });

  test('D9: on https the session cookie is bound to the host by its name', async () => {
    const behind = await startTestServer({ environment: { PUBLIC_URL: 'https://help.example.com', TRUSTED_PROXY: '127.0.0.1' } });
    try {
      await behind.operator();
      const { status, headers } = await send(behind.port, '/sign-in', {
        method: 'POST',
        headers: { host: 'help.example.com', origin: 'https://help.example.com', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ email: 'chunhua@example.com', password: '雨水过后就是惊蛰和春分' }).toString(),
      });
      expect(status).toBe(303);
      expect(headers['set-cookie']?.join()).toMatch(/__Host-lichun_session=[\w-]{43}; Path=\/; Max-Age=\d+; SameSite=Lax; HttpOnly; Secure/);
    } finally {
      await behind.close();
    }
  });
});

describe('E5: the log', () => {
  test('names with escape sequences come out escaped and secrets do not come out at all', async () => {
    await send(centre.port, '/api/v1/people/current', { method: 'POST', headers: { origin: centre.origin, 'x-evil': 'a\u001b]0;owned\u0007'.replace(/[^\x20-\x7e]/g, '') }, body: '{}' });
    await send(centre.port, '/set-up?token=canary-token-canary', { method: 'POST', headers: { origin: centre.origin }, body: 'token=canary-token-canary' });
    const everything = centre.log.join('\n');
    expect([...everything].filter((character) => character !== '\n' && /\p{Cc}/u.test(character))).toEqual([]);
    expect(everything).not.toContain('canary-token-canary');
    expect(everything).not.toContain(operator.split('=')[1]);
    expect(everything).toContain('"event":"http.request"');
  });
});
