import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poolConfig } from '../database/connection.ts';
import { silentLog } from '../log.ts';
import { serverProcess, startProcess } from '../testing/drill.ts';
import { startBundledPostgres, type SocketConnection } from './index.ts';

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'lichun-kill-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function query(connection: SocketConnection, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client(poolConfig(connection));
  client.on('error', () => undefined); // the server is killed on purpose
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test('a first start that is killed at any moment does not hinder the next one', { timeout: 300_000 }, async () => {
  for (let moment = 20; moment <= 1500; moment += 130) {
    const dataFolder = path.join(folder, `moment-${moment}`);
    const killed = startProcess(dataFolder);
    await pause(moment);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const next = startProcess(dataFolder);
    expect(await next.answer(), `killed after ${moment} ms`).toMatchObject({ connection: { database: 'lichun' } });
    expect(await next.leave()).toEqual({ left: 'stopped' });
    expect(fs.readdirSync(dataFolder).toSorted()).toEqual(['postgres', 'postgres.log', 'run']);
    fs.rmSync(dataFolder, { recursive: true });
  }
});

test('five starts at once on an empty folder share one server, and the last to leave stops it', { timeout: 120_000 }, async () => {
  const dataFolder = path.join(folder, 'crowd');
  const crowd = Array.from({ length: 5 }, () => startProcess(dataFolder));
  const answers = await Promise.all(crowd.map(({ answer }) => answer()));
  expect(answers.map((answer) => answer?.['adopted']).toSorted()).toEqual([false, true, true, true, true]);
  const left = await Promise.all(crowd.map(({ leave }) => leave()));
  expect(left.map((answer) => answer?.['left']).toSorted()).toEqual(['left running', 'left running', 'left running', 'left running', 'stopped']);
  expect(serverProcess(dataFolder)).toBeUndefined();
});

test('starts and stops that cross each other never leave anyone without a server', { timeout: 300_000 }, async () => {
  const dataFolder = path.join(folder, 'crossing');
  const user = async () => {
    for (let round = 0; round < 8; round += 1) {
      const server = await startBundledPostgres({ dataFolder, log: silentLog });
      expect(await query(server.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
      await server.stop();
    }
  };
  await Promise.all([user(), user(), user()]);
  expect(serverProcess(dataFolder)).toBeUndefined();
});

test('after our process is killed, the next start adopts the server that went on', { timeout: 120_000 }, async () => {
  const dataFolder = path.join(folder, 'orphan');
  for (let round = 0; round < 5; round += 1) {
    const killed = startProcess(dataFolder);
    expect(await killed.answer()).toMatchObject({ adopted: round > 0 });
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(serverProcess(dataFolder)).toBeTypeOf('number');
  }
  const last = startProcess(dataFolder);
  await last.answer();
  expect(await last.leave()).toEqual({ left: 'stopped' });
});

test('nothing that was committed is lost when PostgreSQL is killed again and again', { timeout: 300_000 }, async () => {
  const server = await startBundledPostgres({ dataFolder: path.join(folder, 'durable'), log: silentLog });
  await query(server.connection, 'create table entry (number int primary key)');
  let written = 0;
  for (let round = 0; round < 10; round += 1) {
    const until = Date.now() + 300;
    while (Date.now() < until) {
      await query(server.connection, `insert into entry values (${written + 1})`);
      written += 1;
    }
    process.kill(serverProcess(path.join(folder, 'durable')) ?? 0, 'SIGKILL');
    const count = () => query(server.connection, 'select count(*)::int as count from entry').catch(() => 'away');
    await expect.poll(count, { timeout: 20_000 }).toEqual([{ count: written }]);
  }
  expect(written).toBeGreaterThan(50);
  expect(await server.stop()).toBe('stopped');
});

test('our process and PostgreSQL killed together, as when the machine loses power, start again', { timeout: 120_000 }, async () => {
  const dataFolder = path.join(folder, 'power');
  for (let round = 0; round < 5; round += 1) {
    const running = startProcess(dataFolder);
    expect(await running.answer()).toMatchObject({ adopted: false });
    const pid = serverProcess(dataFolder);
    running.child.kill('SIGKILL');
    process.kill(pid ?? 0, 'SIGKILL');
    await running.ended;
  }
  const last = startProcess(dataFolder);
  expect(await last.answer()).toMatchObject({ adopted: false });
  expect(await last.leave()).toEqual({ left: 'stopped' });
});

test('a server whose socket was cleaned away is replaced', { timeout: 60_000 }, async () => {
  const dataFolder = path.join(folder, 'cleaned');
  const first = startProcess(dataFolder);
  await first.answer();
  first.child.kill('SIGKILL');
  await first.ended;
  fs.rmSync(path.join(dataFolder, 'run'), { recursive: true });
  const next = startProcess(dataFolder);
  expect(await next.answer()).toMatchObject({ adopted: false });
  expect(await next.leave()).toEqual({ left: 'stopped' });
});
