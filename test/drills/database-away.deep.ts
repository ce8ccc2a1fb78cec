import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Started } from '../harness/program.ts';
import { ask, bundledProcesses, endingsBetween, openDrill, query, tell, type Drill } from './drill.ts';
import { ownPostgres, signalTo, type OwnPostgres } from './own-postgres.ts';

const awayMilliseconds = 60_000;
/** What each request may take, with what the machine needs to say so. */
const longest = 10_000;

let drill: Drill;
let given: OwnPostgres | undefined;
/** Processes of the bundled PostgreSQL that stand still. */
let frozen: number[] = [];
/** A process that takes a whole core. */
let greedy: ChildProcess | undefined;
const thaw = () => frozen.splice(0).forEach((pid) => signalTo(pid, 'SIGCONT'));
afterEach(async () => {
  given?.thaw();
  thaw();
  greedy?.kill('SIGKILL');
  greedy = undefined;
  await drill.close();
  await given?.close();
  given = undefined;
});

/** Pages with and without a session, the API, and the health, asked again and again while the database is away. */
async function watchAway(program: Started, cookie: string, milliseconds: number): Promise<void> {
  const headers = { cookie, accept: 'text/html', 'accept-language': 'en' };
  const until = Date.now() + milliseconds;
  for (let round = 0; Date.now() < until; round++) {
    const [home, console_, form, health, live] = await Promise.all([
      ask(program.port, '/', { headers: { accept: 'text/html' } }),
      ask(program.port, '/console', { headers }),
      ask(program.port, '/api/v1/products', { headers: { cookie } }),
      ask(program.port, '/health/ready'),
      ask(program.port, '/health/live'),
    ]);
    expect([home.status, live.status], 'what needs no database is answered').toEqual([200, 200]);
    expect([health.status, health.retryAfter]).toEqual([503, '5']);
    expect(health.milliseconds).toBeLessThan(3_500);
    for (const answer of [console_, form]) {
      expect(answer.status).toBe(503);
      expect(answer.retryAfter).toBe('5');
      expect(answer.milliseconds).toBeLessThan(longest);
    }
    expect(console_.body).toMatch(/database cannot be reached[^<]*Try again in 5 seconds/);
    if (round === 0) console.log(`away: page ${Math.round(console_.milliseconds)} ms, API ${Math.round(form.milliseconds)} ms, health ${Math.round(health.milliseconds)} ms`);
    await pause(500);
  }
}

/** Milliseconds until a page of the console and a request that writes are served again. */
async function recovery(program: Started, cookie: string, acknowledged: () => number): Promise<number> {
  const began = performance.now();
  const before = acknowledged();
  await expect.poll(async () => (await ask(program.port, '/console', { headers: { cookie, accept: 'text/html' } })).status === 200 && acknowledged() > before && (await ask(program.port, '/health/ready')).status === 200, { timeout: 30_000, interval: 50 }).toBe(true);
  return performance.now() - began;
}

/** Watches a topic like an open console: connects again when its connection ends. Answers how often it was told of something new. */
function watchTopic(port: number, cookie: string): { told(): number; close(): void } {
  let [told, closing] = [0, false];
  let socket: WebSocket;
  const open = () => {
    socket = new WebSocket(`ws://127.0.0.1:${port}/realtime`, { headers: { cookie, origin: `http://127.0.0.1:${port}` } } as never);
    socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'subscribe', topic: 'proposals' })));
    socket.addEventListener('message', ({ data }) => (told += String(data).includes('"changed"') ? 1 : 0));
    socket.addEventListener('close', () => void (closing || setTimeout(open, 300)));
  };
  open();
  return {
    told: () => told,
    close() {
      closing = true;
      socket.close();
    },
  };
}

async function away(program: Started, name: string, how: { leave(): void | Promise<void>; comeBack(): void | Promise<void>; milliseconds?: number }): Promise<string[]> {
  const cookie = await drill.operator();
  expect((await ask(program.port, '/console', { headers: { cookie, accept: 'text/html' } })).status).toBe(200);
  const live = watchTopic(program.port, cookie);
  const load = await drill.load(program, { cookie });
  await expect.poll(load.acknowledged, { timeout: 30_000 }).toBeGreaterThan(50);
  await expect.poll(live.told, { timeout: 10_000 }).toBeGreaterThan(3);
  await how.leave();
  const left = Date.now();
  // For two seconds who reads is still known, and what is answered from memory is served.
  await pause(2_500);
  await watchAway(program, cookie, how.milliseconds ?? awayMilliseconds);
  const back = Date.now();
  await how.comeBack();
  const took = await recovery(program, cookie, load.acknowledged);
  const heard = live.told();
  await expect.poll(() => live.told() - heard, { timeout: 5_000, interval: 50 }).toBeGreaterThan(0);
  live.close();
  await load.stop();
  tell(name, drill.log.read(), { recoveryMilliseconds: Math.round(took) });
  const told = endingsBetween(drill.log.read(), left + 2_500, back);
  expect(told.length).toBeGreaterThan(20);
  for (const ending of told) {
    expect(ending.milliseconds).toBeLessThan(longest);
    expect(ending).toMatchObject({ how: 'told', status: 503, retryAfter: '5', sentence: /seconds/ });
  }
  expect(took).toBeLessThan(5_000);
  return drill.violations();
}

/** Writes until so much has gone into PostgreSQL's log. */
async function fillLog(client: Client, megabytes: number): Promise<void> {
  const written = async (since: string) => (await client.query<{ position: string; megabytes: number }>("select pg_current_wal_lsn()::text as position, ((pg_current_wal_lsn() - $1::pg_lsn) / 1048576)::float8 as megabytes", [since])).rows[0] ?? { position: '0/0', megabytes: 0 };
  const { position } = await written('0/0');
  await client.query('create table if not exists filler (number bigserial primary key, word text unique)');
  while ((await written(position)).megabytes < megabytes) await client.query('insert into filler (word) select gen_random_uuid()::text from generate_series(1, 5000)');
}

describe('a given PostgreSQL', () => {
  let program: Started;
  beforeEach(async () => {
    given = await ownPostgres();
    drill = openDrill({ given });
    program = await drill.start();
  });

  test('hangs for 60 s: each request ends within 10 s and says when to come back; within 5 s all is as before', async () => {
    expect(await away(program, 'given, frozen', { leave: () => given?.freeze(), comeBack: () => given?.thaw() })).toEqual([]);
  });

  test('is stopped for 60 s: the same', async () => {
    expect(await away(program, 'given, stopped', { leave: () => given?.stop(), comeBack: () => given?.start() })).toEqual([]);
  });

  test('is killed and started again under load, three times over', async () => {
    const cookie = await drill.operator();
    const load = await drill.load(program, { cookie });
    const returns: number[] = [];
    for (let round = 0; round < 3; round++) {
      const before = load.acknowledged();
      await expect.poll(() => load.acknowledged() - before, { timeout: 30_000 }).toBeGreaterThan(40);
      await given?.kill();
      await pause(500);
      await given?.start();
      returns.push(Math.round(await recovery(program, cookie, load.acknowledged)));
    }
    await load.stop();
    tell('given, killed', drill.log.read(), { returns });
    expect(Math.max(...returns)).toBeLessThan(5_000);
    expect(await drill.violations()).toEqual([]);
  });
});

describe('the bundled PostgreSQL', () => {
  let program: Started;
  beforeEach(async () => {
    drill = openDrill();
    program = await drill.start();
  });

  test('hangs for 60 s: each request ends within 10 s and says when to come back; within 5 s all is as before', async () => {
    const found = await away(program, 'bundled, frozen', {
      leave: () => (frozen = bundledProcesses(drill.data)).forEach((pid) => signalTo(pid, 'SIGSTOP')),
      comeBack: thaw,
    });
    expect(found).toEqual([]);
  });

  test.each([
    { others: 'alone on the machine', cores: 0, megabytes: 0 },
    { others: 'while another process takes a core and as much as there may be is to be done again', cores: 1, megabytes: 55 },
  ])('is killed under load, four times over, $others: the program brings it back', async ({ others, cores, megabytes }) => {
    const cookie = await drill.operator();
    if (cores > 0) greedy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
    const load = await drill.load(program, { cookie });
    const returns: number[] = [];
    for (let round = 0; round < 4; round++) {
      const before = load.acknowledged();
      await expect.poll(() => load.acknowledged() - before, { timeout: 30_000 }).toBeGreaterThan(40);
      await query(drill.connection(), (client) => fillLog(client, megabytes));
      signalTo(bundledProcesses(drill.data)[0] ?? 0, 'SIGKILL');
      returns.push(Math.round(await recovery(program, cookie, load.acknowledged)));
    }
    await load.stop();
    tell(`bundled, killed ${others}`, drill.log.read(), { returns });
    expect(Math.max(...returns)).toBeLessThan(5_000);
    expect(await drill.violations()).toEqual([]);
  });
});
