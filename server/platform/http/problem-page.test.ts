import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { describe, expect, test } from 'vitest';
import type { Language } from '../../../common/contract/text.ts';
import { createLog } from '../log.ts';
import { createApplication } from './application.ts';
import type { HttpEnvironment } from './context.ts';
import { createPageCache } from './page-cache.ts';
import { refuseRequest } from './problem-page.ts';

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });

type Asked = { method?: string; headers?: IncomingHttpHeaders; languages?: Language[]; page?: (context: Context<HttpEnvironment>) => Promise<Response> };

/** What the guards and pages around the product answer, without a socket. */
async function ask(target: string, { method = 'GET', headers = {}, languages = ['zh-CN', 'en'], page = (context) => Promise.resolve(context.text(context.get('language'))) }: Asked = {}) {
  const api = new Hono<HttpEnvironment>();
  api.all('*', (context) => context.text(context.get('language')));
  const application = createApplication({
    configuration: { PUBLIC_URL: undefined, ALLOWED_HOSTS: [], TRUSTED_PROXY: [] },
    log: createLog('error', () => undefined),
    now: () => new Date('2026-11-18T02:00:00Z'),
    actorOf: () => Promise.resolve({ kind: 'anonymous', network: '127.0.0.1' }),
    mayBeSignedIn: () => false,
    centreLanguages: () => languages,
    contentVersion: () => '1',
    pageCache: createPageCache(),
    health: new Hono(),
    assets: new Hono(),
    hooks: new Hono(),
    api,
    page,
  });
  const given: IncomingHttpHeaders = { host: 'localhost:8080', accept: browser, ...headers };
  const incoming = { method, url: target, headers: given, socket: { remoteAddress: '127.0.0.1' } } as IncomingMessage;
  const request = new Request(new URL(target.replace(/^\/+/, '/'), 'http://localhost:8080'), { method, headers: Object.entries(given).map(([name, value]): [string, string] => [name, String(value)]) });
  const response = await application.fetch(request, { incoming } as HttpBindings);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

const throwing = (error: Error) => () => Promise.reject(error);
const refusals: [name: string, status: number, title: string, target: string, asked: Asked][] = [
  ['an unknown host', 421, '这个地址没有登记', '/', { headers: { host: 'evil.test' } }],
  ['another site’s form', 403, '这一步没有执行', '/propose', { method: 'POST', headers: { origin: 'https://evil.test' } }],
  ['another spelling', 404, '这一页不在这里', '//advice', {}],
  ['a body that is too large', 413, '内容太大了', '/propose', { page: (context) => Promise.resolve(refuseRequest(context, { code: 'body_too_large', parameters: { maximum: 1400 } })) }],
  ['a database that is away', 503, '服务暂时连不上', '/', { page: throwing(away) }],
  ['a fault', 500, '出了点问题', '/', { page: throwing(new Error('secret <script>')) }],
];

describe('a refusal before a page is drawn', () => {
  test.each(refusals)('%s: a reader gets a small page in their language (%d)', async (_name, status, title, target, asked) => {
    const answer = await ask(target, asked);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([status, 'text/html; charset=utf-8', 'no-store']);
    expect(answer.body).toContain(`<html lang="zh-CN">`);
    expect(answer.body).toContain(`<h1>${title}</h1>`);
    expect(answer.body).toContain('content="noindex"');
    expect(answer.body).not.toMatch(/secret|<script|style=|ECONNREFUSED/);
    const english = await ask(target, { ...asked, headers: { ...asked.headers, 'accept-language': 'en' } });
    expect(english.body).toContain('<html lang="en">');
    expect(english.body).not.toMatch(/\p{Script=Han}/u);
  });

  test.each(refusals)('%s: a program gets the problem (%d)', async (_name, status, _title, target, asked) => {
    for (const accept of ['*/*', 'application/json', 'application/json, text/html;q=0.9', 'text/html;q=0', '']) {
      const answer = await ask(target, { ...asked, headers: { ...asked.headers, accept } });
      expect([accept, answer.status, answer.headers.get('content-type')]).toEqual([accept, status, 'application/problem+json']);
      expect(JSON.parse(answer.body)).toMatchObject({ status });
    }
  });

  test('the API answers programs, whatever they accept', async () => {
    for (const target of ['/api/v1/channels', '/api', '//api/v1/channels', '/health/none']) {
      const answer = await ask(target, { method: 'POST', headers: { origin: 'https://evil.test' } });
      expect([target, answer.headers.get('content-type')]).toEqual([target, 'application/problem+json']);
    }
  });

  test('its policy lets this one style in and nothing else', async () => {
    const { headers, body } = await ask('/', { page: throwing(new Error('fault')) });
    const styles = [...body.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = '']) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(headers.get('content-security-policy')).toBe(`default-src 'none'; style-src ${styles.join(' ')}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`);
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  test('a fault has the number to quote, and what is away says when to come back', async () => {
    const fault = await ask('/', { page: throwing(new Error('fault')) });
    expect(fault.body).toContain(`<code>${fault.headers.get('x-request-id')}</code>`);
    expect((await ask('/', { page: throwing(away) })).headers.get('retry-after')).toBe('5');
    expect((await ask('/nowhere', { headers: { host: 'evil.test' } })).body).not.toMatch(/<code>|<a /);
  });
});

describe('the language of an answer', () => {
  const reader = { headers: { 'accept-language': 'zh-CN', cookie: 'lang=zh-CN' } };

  test.each(['/', '/advice?lang=zh-CN', '/sign-in', '/consoles'])('%s is shown in the centre’s languages only', async (target) => {
    const answer = await ask(target, { ...reader, languages: ['en'] });
    expect([answer.body, answer.headers.get('set-cookie')]).toEqual(['en', null]);
  });

  test.each(['/console', '/console/channels', '/console.data', '/console?lang=zh-CN', '/api/v1/channels'])('%s is in the reader’s own', async (target) => {
    expect((await ask(target, { ...reader, languages: ['en'] })).body).toBe('zh-CN');
  });

  test('is the centre’s first for a reader of neither', async () => {
    for (const target of ['/', '/console']) expect((await ask(target, { headers: { 'accept-language': 'fr' }, languages: ['en', 'zh-CN'] })).body).toBe('en');
  });
});
