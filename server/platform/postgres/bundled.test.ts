import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poolConfig } from '../database/connection.ts';
import { silentLog } from '../log.ts';
import { claimServer, findServer, startBundledPostgres, type BundledPostgres, type SocketConnection } from './index.ts';
import { isAlive } from './postmaster.ts';

const dataFolder = fs.mkdtempSync(path.join(tmpdir(), 'lichun 数据 '));
const cluster = path.join(dataFolder, 'postgres');
const options = { dataFolder, log: silentLog };

/** The state that a first start leaves: one initdb serves all tests of this file. */
beforeAll(async () => {
  fs.mkdirSync(path.join(dataFolder, 'postgres-unfinished-of-a-killed-start', 'base'), { recursive: true });
  await (await startBundledPostgres(options)).stop();
});
afterAll(() => fs.rmSync(dataFolder, { recursive: true, force: true }));

const processNumber = () => Number(fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);

async function ask(connection: SocketConnection, text: string): Promise<unknown> {
  const client = new Client(poolConfig(connection));
  client.on('error', () => undefined); // some tests kill the server; the query fails then
  try {
    await client.connect();
    const { rows } = await client.query<{ answer: unknown }>(text);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
}

async function withServer(work: (server: BundledPostgres) => Promise<void>): Promise<void> {
  const server = await startBundledPostgres(options);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

test('a first start leaves nothing of an earlier, killed one', () => {
  expect(fs.readdirSync(dataFolder).filter((name) => name.includes('unfinished'))).toEqual([]);
});

test('a second user joins the running server, and the last one to leave stops it', async () => {
  const first = await startBundledPostgres(options);
  const second = await startBundledPostgres(options);
  const pid = processNumber();
  expect([first.adopted, second.adopted]).toEqual([false, true]);
  expect(await first.stop()).toBe('left running');
  expect(await ask(second.connection, 'select 1 as answer')).toBe(1);
  expect(await second.stop()).toBe('stopped');
  expect(isAlive(pid)).toBe(false);
});

test('two starts at the same moment share one server', async () => {
  const both = await Promise.all([startBundledPostgres(options), startBundledPostgres(options)]);
  expect(both.map(({ adopted }) => adopted).toSorted()).toEqual([false, true]);
  expect((await Promise.all(both.map(({ stop }) => stop()))).toSorted()).toEqual(['left running', 'stopped']);
});

test('the application owns its database and is no superuser', async () => {
  await withServer(async ({ connection }) => {
    expect(await ask(connection, 'select rolsuper as answer from pg_roles where rolname = current_user')).toBe(false);
    expect(await ask(connection, "select has_schema_privilege('public', 'create') as answer")).toBe(true);
  });
});

test('only the owner of the data can reach the socket', async () => {
  await withServer(async ({ connection }) => {
    expect((fs.statSync(connection.host).mode & 0o777).toString(8)).toBe('700');
    expect(await ask(connection, "select current_setting('listen_addresses') as answer")).toBe('');
  });
});

test('a second Lichun on the same data is refused and told where the first one is; commands may still work there', async () => {
  await withServer(async ({ connection }) => {
    const first = await claimServer(connection, { address: '' });
    if (!first.ok) throw new Error('the first claim was refused');
    await first.announce('http://localhost:8080');
    const holder = { pid: process.pid, address: 'http://localhost:8080' };
    expect(await claimServer(connection, { address: 'http://localhost:8081' })).toEqual({ ok: false, holder });
    expect(await findServer(connection)).toEqual(holder);
    await first.release();
    expect(await findServer(connection)).toBeUndefined();
  });
});

test('after PostgreSQL is killed under a running process, that process brings it back and keeps its claim', async () => {
  await withServer(async ({ connection }) => {
    await ask(connection, 'create table kept as select 42 as answer');
    const claim = await claimServer(connection, { address: 'http://localhost:8080' });
    await kill(processNumber());
    await expect.poll(() => ask(connection, 'select answer from kept').catch(() => 'away')).toBe(42);
    await expect.poll(() => findServer(connection)).toEqual({ pid: process.pid, address: 'http://localhost:8080' });
    if (claim.ok) await claim.release();
  });
});

test('a long statement that outlives its killed server does not hold the next one up, and what is no PostgreSQL is left alone', async () => {
  await withServer(async ({ connection }) => {
    const stranger = spawn('sleep', ['120'], { cwd: cluster });
    const backend = new Client(poolConfig(connection));
    const ended = new Promise((resolve) => backend.once('end', resolve));
    backend.on('error', () => undefined); // its server is killed
    await backend.connect();
    const { rows } = await backend.query<{ pid: number }>('select pg_backend_pid() as pid');
    const orphan = rows[0]?.pid ?? 0;
    // Minutes of work in which PostgreSQL does not look whether its postmaster lives.
    const working = backend.query('select count(*) from (select generate_series(1, 4000000000)) as number').catch(() => 'ended');
    await expect.poll(() => ask(connection, `select state as answer from pg_stat_activity where pid = ${orphan}`)).toBe('active');
    await kill(processNumber());
    await expect.poll(() => ask(connection, 'select 1 as answer').catch(() => 'away')).toBe(1);
    expect(await working).toBe('ended');
    await ended;
    expect({ orphan: isAlive(orphan), stranger: isAlive(stranger.pid ?? 0) }).toEqual({ orphan: false, stranger: true });
    stranger.kill();
  });
});

test('a number in postmaster.pid that a stranger bears by now does not keep PostgreSQL from starting', async () => {
  await withServer(async () => undefined);
  const stale = [process.ppid, cluster, 1_700_000_000, 5432, path.join(dataFolder, 'run'), '', '', 'ready'];
  fs.writeFileSync(path.join(cluster, 'postmaster.pid'), `${stale.join('\n')}\n`);
  await withServer(async ({ connection, adopted }) => {
    expect({ adopted, answer: await ask(connection, 'select 1 as answer') }).toEqual({ adopted: false, answer: 1 });
  });
});

test('data of another major version is left alone and named', async () => {
  const file = path.join(cluster, 'PG_VERSION');
  const before = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, '17\n');
  await expect(startBundledPostgres(options)).rejects.toMatchObject({ code: 'data_other_major', parameters: { found: '17', bundled: 18, folder: cluster } });
  fs.writeFileSync(file, before);
});

test('a folder that holds something else is left alone', async () => {
  const elsewhere = path.join(dataFolder, 'elsewhere');
  fs.mkdirSync(path.join(elsewhere, 'postgres', 'holiday-photos'), { recursive: true });
  await expect(startBundledPostgres({ ...options, dataFolder: elsewhere })).rejects.toMatchObject({ code: 'folder_unusable' });
  expect(fs.readdirSync(path.join(elsewhere, 'postgres'))).toEqual(['holiday-photos']);
});

test('a data folder that is a file is unusable', async () => {
  const file = path.join(dataFolder, 'a-file');
  fs.writeFileSync(file, '');
  await expect(startBundledPostgres({ ...options, dataFolder: file })).rejects.toMatchObject({ code: 'folder_unusable', parameters: { folder: file } });
});

test('what PostgreSQL itself says about a failed start is passed on in one line', async () => {
  const file = path.join(cluster, 'global', 'pg_control');
  const before = fs.readFileSync(file);
  fs.writeFileSync(file, before.subarray(0, 100));
  await expect(startBundledPostgres(options)).rejects.toMatchObject({ code: 'postgres_failed', parameters: { reason: expect.stringContaining('pg_control') } });
  fs.writeFileSync(file, before);
});
