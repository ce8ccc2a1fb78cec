import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { send, startTestServer, type TestServer } from '../../../test/harness/server.ts';
import { createObservation } from '../../platform/observation/index.ts';
import { metricCatalogue } from './catalogue.ts';
import { createMetrics, type Metrics } from './create-metrics.ts';

let server: TestServer;
let metrics: Metrics;
beforeAll(async () => {
  const observation = createObservation();
  server = await startTestServer({ observation });
  metrics = await createMetrics({ database: server.open.database, clock: server.clock, log: server.app.ground.log, running: server.app.running });
  observation.watch(metrics.watcher);
});
afterAll(() => server.close());

const read = async () => (await metrics.text()).body;
const valueOf = (body: string, line: string) => Number(new RegExp(`^${line.replaceAll(/[{}"]/g, (found) => `\\${found}`)} (\\S+)$`, 'm').exec(body)?.[1] ?? Number.NaN);

describe('metrics', () => {
  test('are all in the text, each with its help', async () => {
    const body = await read();
    for (const { name, kind } of Object.values(metricCatalogue)) expect(body).toContain(`# TYPE ${name} ${kind}`);
  });

  test('count requests and operations by names that a stranger cannot multiply', async () => {
    for (let number = 0; number < 20; number++) await send(server.port, `/made-up-${number}`);
    await send(server.port, '/api/v1/openapi.json');
    await send(server.port, '/api/v1/upkeep');
    const body = await read();
    expect(valueOf(body, 'lichun_http_requests_total{route="page",status="404"}')).toBe(20);
    expect(valueOf(body, 'lichun_http_requests_total{route="api readUpkeep",status="401"}')).toBe(1);
    expect(valueOf(body, 'lichun_operations_total{operation="readUpkeep",outcome="sign_in_required"}')).toBe(1);
    expect(body).not.toContain('made-up');
  });

  test('count pages from the cache', async () => {
    for (let number = 0; number < 4; number++) await send(server.port, '/?lang=zh-CN');
    const body = await read();
    expect(valueOf(body, 'lichun_page_cache{what="hits"}')).toBeGreaterThanOrEqual(3);
    expect(valueOf(body, 'lichun_page_cache_hit_ratio')).toBeGreaterThan(0.5);
  });

  test('say what waits, and that the database is up', async () => {
    await server.open.pool.query("insert into event (id, name, subject, data, occurred_at) values ('019e0000-0000-7000-8000-000000000001', 'x', 'y', '{}', $1)", [new Date(server.clock.now().getTime() - 60_000)]);
    await server.open.pool.query("insert into outbox (event_id, subscriber, subject, position, next_attempt_at) select id, 'nobody', subject, position, now() + interval '1 day' from event where name = 'x'");
    const body = await read();
    expect({ up: valueOf(body, 'lichun_database_up'), age: valueOf(body, 'lichun_outbox_oldest_seconds') }).toEqual({ up: 1, age: 60 });
  });
});
