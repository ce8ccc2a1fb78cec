import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { anonymous, testGround, type TestGround } from '../../../test/harness/operations.ts';
import { openApiDocument } from '../openapi/index.ts';
import { operation } from '../operations/define.ts';
import { done, refuse } from '../outcome/refusal.ts';
import { createApi } from './api.ts';
import type { HttpEnvironment } from './context.ts';

const deprecated = { since: '2026-06-01', sunset: '2027-01-31', use: 'readNew' };
const read = { right: 'public', input: z.strictObject({ wrong: z.string().optional() }), output: z.object({ word: z.string().max(10) }) } as const;
const operations = {
  readOld: operation({ ...read, name: 'readOld', method: 'get', path: '/old', summary: 'Reads in the old way.', deprecated, action: async (_work, { wrong }) => (wrong === undefined ? done({ word: 'spring' }) : refuse('not_found')) }),
  writeOld: operation({ ...read, name: 'writeOld', method: 'post', path: '/old', summary: 'Writes in the old way.', deprecated, action: async () => done({ word: 'spring' }) }),
  readNew: operation({ ...read, name: 'readNew', method: 'get', path: '/new', summary: 'Reads in the new way.', action: async () => done({ word: 'spring' }) }),
  writeNew: operation({ ...read, name: 'writeNew', method: 'put', path: '/newer/{wrong}', summary: 'Writes in the new way.', action: async () => done({ word: 'spring' }) }),
};

let ground: TestGround;
let app: Hono<HttpEnvironment>;
beforeAll(async () => {
  ground = await testGround();
  app = new Hono<HttpEnvironment>();
  app.use(async (context, next) => {
    context.set('requestId', 'the-request');
    context.set('language', 'en');
    context.set('address', { origin: 'http://localhost', secure: false, network: '192.0.2.7', knownHost: true, fromProxy: false });
    context.set('actor', async () => anonymous);
    await next();
  });
  app.route('/', createApi({ ground, operations, actorOfKey: async () => undefined, limits: { network: 1000, person: 1000, key: 1000 } }));
});
afterAll(() => ground.close());

const headersOf = async (path: string, method = 'GET') => {
  const { status, headers } = await app.request(path, { method, ...(method === 'GET' || method === 'HEAD' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } }) });
  return { status, deprecation: headers.get('deprecation'), sunset: headers.get('sunset') };
};

describe('an operation that will go', () => {
  test.each(['GET', 'HEAD', 'POST'])('says since when that is known and when it is gone, in every answer to %s', async (method) => {
    expect(await headersOf('/old', method)).toEqual({ status: 200, deprecation: `@${Date.UTC(2026, 5, 1) / 1000}`, sunset: 'Sun, 31 Jan 2027 00:00:00 GMT' });
  });

  test('leaves the others alone', async () => {
    expect(await headersOf('/new')).toEqual({ status: 200, deprecation: null, sunset: null });
  });

  test('is described as one, with what to use instead', () => {
    const document = openApiDocument({ areas: { spring: operations }, about: { spring: 'Spring.' }, events: {} });
    const paths = document['paths'] as Record<string, Record<string, { deprecated?: boolean; description: string; responses: Record<string, { headers: object }> }>>;
    const { get: old } = paths['/api/v1/old'] ?? {};
    expect({ deprecated: old?.deprecated, told: Object.keys(old?.responses['200']?.headers ?? {}) }).toMatchObject({ deprecated: true, told: expect.arrayContaining(['Deprecation', 'Sunset']) });
    expect(old?.description).toContain('gone on 2027-01-31 at the earliest: readNew');
    expect(paths['/api/v1/new']?.['get']?.deprecated).toBeUndefined();
  });
});

describe('an address', () => {
  test.each([['/old', 'GET, POST, HEAD, OPTIONS'], ['/new', 'GET, HEAD, OPTIONS'], ['/newer/x', 'PUT, OPTIONS']])('%s says what it takes: %s', async (path, allow) => {
    const answer = await app.request(path, { method: 'OPTIONS' });
    expect({ status: answer.status, allow: answer.headers.get('allow'), body: await answer.text() }).toEqual({ status: 204, allow, body: '' });
    const refused = await app.request(path, { method: 'PATCH' });
    expect({ status: refused.status, allow: refused.headers.get('allow'), problem: await refused.json() }).toMatchObject({ status: 405, allow, problem: { code: 'method_not_allowed' } });
  });

  test('that is none answers OPTIONS and HEAD like everything else', async () => {
    expect((await app.request('/nothing', { method: 'OPTIONS' })).status).toBe(404);
    expect((await app.request('/nothing', { method: 'HEAD' })).status).toBe(404);
  });
});

describe('an Idempotency-Key', () => {
  const sent = async (path: string, method: string) => {
    const answer = await app.request(path, { method, ...(method === 'GET' ? {} : { body: '{}' }), headers: { 'content-type': 'application/json', 'idempotency-key': 'believed-to-be-safe' } });
    return { status: answer.status, body: await answer.json() };
  };

  test('is refused where it would not count, so that nobody believes a repeat to be safe that is not', async () => {
    for (const [path, method] of [['/old', 'POST'], ['/newer/x', 'PUT']] as const) {
      expect(await sent(path, method)).toMatchObject({ status: 400, body: { code: 'invalid_input', fields: [{ path: 'Idempotency-Key', code: 'idempotency_not_taken', message: expect.stringContaining('takes no Idempotency-Key') }] } });
    }
  });

  test('does not matter where something is only read', async () => {
    expect((await sent('/new', 'GET')).status).toBe(200);
  });
});
