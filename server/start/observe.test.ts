import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../test/harness/program.ts';
import { send, startTestServer, type TestServer } from '../../test/harness/server.ts';
import { readConfiguration } from '../platform/config/schema.ts';
import type { HttpEnvironment } from '../platform/http/context.ts';
import { createObservation } from '../platform/observation/index.ts';
import { observe } from './observe.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function observing(environment: Record<string, string>) {
  const read = readConfiguration(environment);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return observe({ configuration: read.configuration, open: server.open, clock: server.clock, log: server.app.ground.log, observation: createObservation(), running: server.app.running });
}

describe('/metrics', () => {
  test('is nowhere unless it was asked for', async () => {
    expect(await observing({})).toMatchObject({ metrics: undefined });
    expect((await send(server.port, '/metrics')).status).toBe(404);
  });

  test('stands on a port of its own, on this machine only', async () => {
    const port = await freePort();
    const { stop } = await observing({ METRICS_PORT: String(port) });
    const answer = await send(port, '/metrics');
    expect({ status: answer.status, body: answer.body.includes('lichun_database_up 1') }).toEqual({ status: 200, body: true });
    expect((await send(port, '/')).status).toBe(404);
    expect((await send(port, '/metrics', { method: 'POST', body: '' })).status).toBe(404);
    await stop();
    await expect(send(port, '/metrics')).rejects.toThrow('ECONNREFUSED');
  });

  test('answers on the main port who has the token, and is absent for everybody else', async () => {
    const { metrics, stop } = await observing({ METRICS_TOKEN: 'sixteen-letters-or-more' });
    const app = new Hono<HttpEnvironment>();
    app.use(async (context, next) => {
      context.set('requestId', 'x');
      context.set('language', 'en');
      context.set('address', { origin: 'http://localhost', knownHost: true, secure: false, network: '', fromProxy: false });
      await next();
    });
    app.get('/metrics', (context) => metrics?.(context) ?? context.notFound());
    const ask = (headers: Record<string, string>) => app.request('/metrics', { headers }, { incoming: { url: '/metrics' } });
    expect((await ask({})).status).toBe(404);
    expect((await ask({ authorization: 'Bearer sixteen-letters-or-les' })).status).toBe(404);
    expect((await ask({ authorization: 'Basic sixteen-letters-or-more' })).status).toBe(404);
    expect((await ask({ authorization: 'Bearer sixteen-letters-or-more' })).status).toBe(200);
    await stop();
  });
});
