import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { migrations } from '../../migrations.ts';
import { poolConfig } from '../database/connection.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { silentLog } from '../log.ts';
import { checkGivenDatabase } from './given.ts';
import { canRun, cleanEnvironment, commandAs, ourselves, renamedOurselves } from './identity.ts';

/** Debian's own server of the oldest version that Lichun supports: a real counterpart, over TCP and with passwords. */
const binaries = { folder: '/usr/lib/postgresql/15', version: '15' };
const identity = [ourselves, renamedOurselves()].find((candidate) => candidate && (candidate !== ourselves || process.getuid?.() !== 0) && canRun(candidate, binaries));
if (!identity) process.stdout.write('postgres: the drills on PostgreSQL 15 are skipped, since it is not installed (apt install postgresql-15)\n');

describe.skipIf(!identity)('a given PostgreSQL 15', () => {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'lichun-debian-'));
  const administration = { host: folder, user: 'postgres', database: 'postgres' };
  let server: ChildProcess | undefined;
  let port = 0;
  const url = (change: { user?: string; password?: string; database?: string } = {}) => {
    const { user = 'anna', password = 's3cret@/word', database = 'centre' } = change;
    return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  };

  beforeAll(async () => {
    if (!identity) return;
    const cluster = path.join(folder, 'cluster');
    const initdb = commandAs(identity, binaries, 'initdb', ['-D', cluster, '-U', 'postgres', '--auth-local=trust', '--auth-host=scram-sha-256', '-E', 'UTF8', '--locale=C', '--no-sync']);
    const { status, stderr } = spawnSync(initdb.command, initdb.parameters, { env: cleanEnvironment(), encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    port = await freePort();
    const postgres = commandAs(identity, binaries, 'postgres', ['-D', cluster, '-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`, '-c', `unix_socket_directories=${folder}`, '-c', 'fsync=off']);
    server = spawn(postgres.command, postgres.parameters, { env: cleanEnvironment(), stdio: 'ignore' });
    await vi.waitFor(() => administer('select 1'), { timeout: 10_000 });
    await administer("create role anna login password 's3cret@/word'", 'create role guest login', 'create database centre owner anna', "create database latin encoding 'LATIN1' template template0");
  }, 60_000);

  afterAll(async () => {
    const ended = new Promise((resolve) => server?.once('exit', resolve));
    server?.kill('SIGINT');
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  });

  async function administer(...statements: string[]): Promise<void> {
    const client = new Client({ ...poolConfig(administration), port });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }

  test('is taken, and migrated', async () => {
    const { database, close } = openDatabase(await checkGivenDatabase(url()), silentLog, 2);
    expect(await migrate(database, migrations)).toMatchObject({ ok: true });
    await close();
  });

  test.each([
    ['a wrong password', { password: 'wrong' }, 'database_password_wrong'],
    ['an unknown user', { user: 'nobody' }, 'database_password_wrong'],
    ['an empty password', { password: '' }, 'database_password_wrong'],
    ['a user without a password', { user: 'guest' }, 'database_password_wrong'],
    ['a missing database', { database: 'nowhere' }, 'database_missing'],
    ['a database in another encoding', { database: 'latin' }, 'database_encoding'],
  ])('refuses %s', async (_name, change, code) => {
    await expect(checkGivenDatabase(url(change))).rejects.toMatchObject({ code });
  });

  test('does not speak TLS when asked to', async () => {
    await expect(checkGivenDatabase(`${url()}?sslmode=verify-full`)).rejects.toMatchObject({ code: 'database_encrypted' });
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
