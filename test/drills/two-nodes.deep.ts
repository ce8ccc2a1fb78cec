import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dataFolder, freePort, startProgram, type Started } from '../harness/program.ts';
import { migrations } from '../../server/migrations.ts';
import { ask, openDrill, query, tell, untilReady } from './drill.ts';
import { ownPostgres } from './own-postgres.ts';

const secretKey = Buffer.alloc(32, 7).toString('base64url');

test('two nodes started at once on one empty database: migrated once, one set-up link, one example, and both serve from the first request on', async () => {
  const given = await ownPostgres();
  const drill = openDrill({ given });
  const folders = [dataFolder(), dataFolder()];
  const ports = [await freePort(), await freePort()];
  const environment = { DATABASE_URL: given.url, SECRET_KEY: secretKey, TRUSTED_PROXY: '127.0.0.1', API_LIMIT_NETWORK: '100000', API_LIMIT_PERSON: '1000000', LOG_LEVEL: 'info' };
  const nodes: Started[] = await Promise.all(folders.map((data, index) => startProgram({ data, port: ports[index] ?? 0, environment })));
  onTestFinished(async () => {
    for (const { child, ended } of nodes) {
      child.kill('SIGTERM');
      await ended;
    }
    await drill.close();
    await given.close();
    for (const folder of folders) rmSync(path.dirname(folder), { recursive: true, force: true });
  });
  // Knocked at from the first moment: nobody is answered with a fault, before or after.
  const seen = new Set<number>();
  const started = new AbortController();
  const knocking = Promise.all(ports.map(async (port) => {
    while (!started.signal.aborted) {
      for (const target of ['/', '/api/v1/support-page', '/console', '/health/ready']) seen.add((await ask(port, target)).status);
    }
  }));
  await Promise.all(nodes.map((node) => untilReady(node)));
  started.abort();
  await knocking;
  console.log(`while they started: ${[...seen].join(', ')}`);
  expect([...seen].filter((status) => status >= 500 && status !== 503)).toEqual([]);

  const facts = await query(given.connection, async (client) => ({
    applied: (await client.query<{ name: string }>('select name from kysely_migration order by name')).rows.map(({ name }) => name),
    links: (await client.query<{ count: number }>('select count(*)::int from set_up_link')).rows[0]?.count,
    examples: (await client.query<{ count: number }>("select count(*)::int from event where name = 'centre.changed'")).rows[0]?.count,
    policies: (await client.query<{ count: number }>('select count(*)::int from staff_policy')).rows[0]?.count,
  }));
  expect(facts.applied).toEqual(Object.keys(migrations).toSorted());
  expect(facts.links).toBe(1);
  expect(facts.policies).toBe(1);
  expect(facts.examples, 'the example was filled in once').toBe(1);
  const told = nodes.map((node) => /set-up\?token=([\w-]{43})/.exec(node.output())?.[1]).filter((token) => token !== undefined);
  expect(told.length, 'someone was told the link').toBeGreaterThan(0);
  const pages = await Promise.all(ports.map(async (port) => (await ask(port, '/api/v1/support-page')).body.length));
  expect(pages[0]).toBe(pages[1]);
  const migrated = nodes.flatMap((node) => node.output().split('\n').filter((line) => line.includes('"database.migrated"')));
  expect(migrated, 'one of them migrated').toHaveLength(1);

  // What one has answered, the other repeats; requests go to both, and one of them dies in the middle.
  const cookie = await drill.operator();
  let turn = 0;
  const load = await drill.load({ port: ports[0] ?? 0 }, { cookie, port: () => ports[turn++ % 2] ?? 0 });
  await expect.poll(load.acknowledged, { timeout: 30_000 }).toBeGreaterThan(150);
  nodes[1]?.child.kill('SIGKILL');
  await nodes[1]?.ended;
  const before = load.acknowledged();
  await expect.poll(() => load.acknowledged() - before, { timeout: 30_000 }).toBeGreaterThan(60);
  nodes[1] = await startProgram({ data: folders[1] ?? '', port: ports[1] ?? 0, environment });
  await untilReady(nodes[1]);
  const after = load.acknowledged();
  await expect.poll(() => load.acknowledged() - after, { timeout: 30_000 }).toBeGreaterThan(60);
  await load.stop();
  tell('two nodes', drill.log.read());
  expect(await drill.violations()).toEqual([]);

  for (const node of nodes) {
    node.child.kill('SIGTERM');
    expect(await node.ended).toBe(0);
  }
});
