import { createServer, get, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { send, sendJson, startTestServer, type TestServer } from '../../../test/harness/server.ts';
import { openDatabase } from '../database/open.ts';
import { createLog } from '../log.ts';
import { createOutbound } from '../outbound/index.ts';
import { freshDatabase } from '../testing/database.ts';
import { beginStep, createObservation, noteStatement, observed } from './context.ts';
import { readTraceparent, startTracing, type Tracing } from './tracing.ts';

const proxied = { 'x-request-id': 'nginx-0123456789abcdef' };

describe('the id of a request', () => {
  let behind: TestServer;
  let open: TestServer;
  beforeAll(async () => {
    behind = await startTestServer({ environment: { TRUSTED_PROXY: '127.0.0.1' } });
    open = await startTestServer();
  });
  afterAll(async () => {
    await behind.close();
    await open.close();
  });

  test('is the one that our proxy gave: in the answer, the problem, the page and every line of the log', async () => {
    const answer = await send(behind.port, '/api/v1/nowhere', { headers: proxied });
    expect({ header: answer.headers['x-request-id'], body: answer.json<{ requestId: string }>().requestId }).toEqual({ header: proxied['x-request-id'], body: proxied['x-request-id'] });
    await sendJson(behind, 'POST', '/api/v1/proposals', { kind: 'other', text: 'hello' }, proxied);
    await behind.open.pool.query('alter table proposal rename to proposal_away');
    const failed = await send(behind.port, '/console', { headers: { ...proxied, 'x-request-id': 'nginx-of-the-fault', cookie: await behind.operator(), accept: 'text/html' } });
    await behind.open.pool.query('alter table proposal_away rename to proposal');
    const lines = behind.log.map((line) => JSON.parse(line) as { event: string; requestId?: string });
    expect(lines.filter(({ requestId }) => requestId === proxied['x-request-id']).map(({ event }) => event)).toContain('http.request');
    expect({ status: failed.status, named: failed.body.includes('nginx-of-the-fault') }).toEqual({ status: 500, named: true });
    const ofTheFault = lines.filter(({ requestId }) => requestId === 'nginx-of-the-fault');
    expect(ofTheFault.map(({ event }) => event)).toEqual(expect.arrayContaining(['page.fault', 'http.request']));
  });

  test.each([
    ['too long', 'x'.repeat(65)],
    ['with what a log must not hold', 'abc\tdefghij'],
    ['too short to be one', 'abc'],
  ])('is our own when the proxy’s is %s', async (_what, id) => {
    const { headers } = await send(behind.port, '/health/live', { headers: { 'x-request-id': id } });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('is our own when anybody else sends one', async () => {
    const { headers } = await send(open.port, '/health/live', { headers: proxied });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a reader who leaves', () => {
  test('before the page is drawn is not counted as a fault of ours', async () => {
    const centre = await startTestServer({ environment: { TRUSTED_PROXY: '127.0.0.1' } });
    const cookie = await centre.operator();
    const holder = await centre.open.pool.connect();
    const ending = () => centre.log.map((line) => JSON.parse(line) as { event: string; requestId?: string; status?: number }).find(({ event, requestId }) => event === 'http.request' && requestId === 'nginx-of-who-left')?.status;
    try {
      await holder.query('begin; lock table proposal');
      const asked = get({ port: centre.port, path: '/console.data', headers: { 'x-request-id': 'nginx-of-who-left', cookie } });
      const gone = new Promise((resolve) => asked.once('close', resolve));
      asked.on('error', () => undefined); // it is broken off on purpose
      const waits = async () => (await centre.open.pool.query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).rowCount;
      await expect.poll(waits).toBeGreaterThan(0);
      asked.destroy();
      await gone;
      // The page goes on when the centre knows that its reader left; before that it might be drawn in time.
      await expect.poll(() => new Promise((resolve) => centre.server.getConnections((_error, count) => resolve(count)))).toBe(0);
      await holder.query('rollback');
      await expect.poll(ending).toBe(499);
    } finally {
      holder.release();
      await centre.close();
    }
  });
});

describe('a slow statement', () => {
  test('is logged as its text without values, under the request’s id', async () => {
    const lines: string[] = [];
    const { database, close } = openDatabase(await freshDatabase(), createLog('info', (line) => lines.push(line)), 2, { slowMilliseconds: 50 });
    await beginStep(undefined, { kind: 'request', name: 'page', requestId: 'the-slow-one' }, () => sql`select pg_sleep(0.06), ${'a value that is nobody’s business'}::text`.execute(database), () => 'ok');
    await sql`select 1`.execute(database);
    await close();
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([expect.objectContaining({ event: 'database.slow', statement: 'select pg_sleep(0.06), $1::text', requestId: 'the-slow-one', failed: false })]);
    expect(lines.join('')).not.toContain('business');
  });
});

type Span = { traceId: string; spanId: string; parentSpanId?: string; name: string; attributes: { key: string; value: Record<string, unknown> }[] };

/** A collector that keeps what it is sent. */
async function startCollector(): Promise<{ server: Server; endpoint: string; spans: Span[]; headers: IncomingHttpHeaders[] }> {
  const spans: Span[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      headers.push(request.headers);
      const body = JSON.parse(Buffer.concat(chunks).toString()) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
      spans.push(...body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, headers };
}

describe('traces', () => {
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let tracing: Tracing;
  let server: TestServer;
  const observation = createObservation();
  const caller = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
  beforeAll(async () => {
    collector = await startCollector();
    tracing = await startTracing({ endpoint: collector.endpoint, headers: { 'x-tenant': 'lichun' }, ratio: 1 });
    observation.watch(tracing);
    server = await startTestServer({ environment: { TRUSTED_PROXY: '127.0.0.1' }, observation });
  });
  afterAll(async () => {
    await server.close();
    collector.server.closeAllConnections();
    await new Promise((resolve) => collector.server.close(resolve));
  });

  test('go from the caller’s trace through request, operation and statement, and on to who is called', async () => {
    const heard: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      heard.push(request.headers['traceparent'] as string | undefined);
      response.end('ok');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const outbound = createOutbound({ log: server.app.ground.log, allow: ['127.0.0.0/8'], ports: [port] });
    await beginStep(observation, { kind: 'job', name: 'callsOutside' }, () => outbound.fetchOutside(`http://127.0.0.1:${port}/`), () => 'ok');
    await new Promise((resolve) => other.close(resolve));

    await send(server.port, '/api/v1/people/current', { headers: { cookie: await server.operator(), traceparent: `00-${caller.traceId}-${caller.spanId}-01` } });
    await expect.poll(() => collector.spans.filter(({ traceId }) => traceId === caller.traceId).map(({ name }) => name)).toEqual(expect.arrayContaining(['request api readCurrentPerson', 'operation readCurrentPerson', 'sql select']));
    const named = (name: string) => collector.spans.find((span) => span.traceId === caller.traceId && span.name === name);
    expect(named('request api readCurrentPerson')?.parentSpanId).toBe(caller.spanId);
    expect(named('operation readCurrentPerson')?.parentSpanId).toBe(named('request api readCurrentPerson')?.spanId);
    expect(JSON.stringify(collector.spans)).not.toContain('chunhua@example.com');
    const job = collector.spans.find(({ name }) => name === 'job callsOutside');
    const call = collector.spans.find(({ name }) => name === 'outbound GET');
    expect({ parent: call?.parentSpanId, heard }).toEqual({ parent: job?.spanId, heard: [`00-${job?.traceId}-${call?.spanId}-01`] });
    expect(collector.headers[0]?.['x-tenant']).toBe('lichun');
    expect(server.log.some((line) => line.includes(`"traceId":"${caller.traceId}"`))).toBe(true);
    await tracing.stop();
  });

  test('begin anew for a header that is none', () => {
    expect(readTraceparent(`00-${'0'.repeat(32)}-${caller.spanId}-01`)).toBeUndefined();
    expect(readTraceparent(`00-${caller.traceId}-${'0'.repeat(16)}-01`)).toBeUndefined();
    expect(readTraceparent('nonsense')).toBeUndefined();
    expect(readTraceparent(`00-${caller.traceId}-${caller.spanId}-00`)).toMatchObject({ traceFlags: 0 });
  });
});

describe('who watches', () => {
  test('hears of steps with their outcome, inside one another, and of their statements', async () => {
    const observation = createObservation();
    const heard: string[] = [];
    observation.watch({
      begin: ({ name }, parent) => `${parent === undefined ? '' : `${String(parent)}/`}${name}`,
      end: ({ outcome }, handle) => void heard.push(`${String(handle)} ${outcome}`),
      statement: (text, _seconds, failed, handle) => void heard.push(`${String(handle)} ${text} ${failed}`),
    });
    await beginStep(
      observation,
      { kind: 'request', name: 'outer' },
      () =>
        observed(
          { kind: 'operation', name: 'inner' },
          async () => {
            noteStatement('select 1', 0.001, false);
            return 1;
          },
          () => 'refused',
        ),
      () => '200',
    );
    const broken = Promise.resolve(beginStep(observation, { kind: 'job', name: 'broken' }, () => Promise.reject(new Error('x')), () => 'ok'));
    await expect(broken).rejects.toThrow('x');
    expect(heard).toEqual(['outer/inner select 1 false', 'outer/inner refused', 'outer 200', 'broken fault']);
  });
});
