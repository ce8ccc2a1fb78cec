import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectionSettings } from '../../server/platform/database/connection.ts';
import { findBinaries, linkLibraries } from '../../server/platform/postgres/binaries.ts';
import { canRun, cleanEnvironment, commandAs, ourselves, renamedOurselves } from '../../server/platform/postgres/identity.ts';
import { freePort } from '../harness/program.ts';
import { query, withChildren } from './drill.ts';

/** A PostgreSQL that the program is given over TCP, under the drill's own hands. It keeps what it has committed. */
export type OwnPostgres = { url: string; connection: ConnectionSettings; start(): Promise<void>; /** "fast", as a service manager does it. */ stop(): Promise<void>; kill(): Promise<void>; /** Every process of it stands still; its sockets stay open. */ freeze(): void; thaw(): void; close(): Promise<void> };

/** Made from the bundled binaries, in a folder of its own. */
export async function ownPostgres(): Promise<OwnPostgres> {
  const binaries = findBinaries();
  linkLibraries(binaries);
  const identity = [ourselves, renamedOurselves()].find((candidate) => candidate !== undefined && (candidate !== ourselves || process.getuid?.() !== 0) && canRun(candidate, binaries));
  if (identity === undefined) throw new Error('PostgreSQL cannot be run here');
  const folder = mkdtempSync(path.join(tmpdir(), 'lichun-own-postgres-'));
  const cluster = path.join(folder, 'cluster');
  const initdb = commandAs(identity, binaries, 'initdb', ['-D', cluster, '-U', 'anna', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync']);
  const { status, stderr } = spawnSync(initdb.command, initdb.parameters, { env: cleanEnvironment(), encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const port = await freePort();
  const connection = { host: '127.0.0.1', port, user: 'anna', database: 'centre' };
  let server: ChildProcess | undefined;
  let frozen: number[] = [];

  async function start(): Promise<void> {
    const output = openSync(path.join(folder, 'postgres.log'), 'a');
    const postgres = commandAs(identity ?? ourselves, binaries, 'postgres', ['-D', cluster, '-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`, '-c', `unix_socket_directories=${folder}`, '-c', 'max_connections=60']);
    server = spawn(postgres.command, postgres.parameters, { env: cleanEnvironment(), stdio: ['ignore', output, output] });
    closeSync(output);
    const deadline = Date.now() + 30_000;
    for (;;) {
      try {
        await query({ ...connection, database: 'postgres' }, (client) => client.query('select 1'));
        return;
      } catch (error) {
        if (Date.now() > deadline) throw new Error(readFileSync(path.join(folder, 'postgres.log'), 'utf8'), { cause: error });
        await pause(50);
      }
    }
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = server;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    await ended;
  }
  await start();
  await query({ ...connection, database: 'postgres' }, (client) => client.query("create database centre encoding 'UTF8' template template0"));
  return {
    url: `postgres://anna@127.0.0.1:${port}/centre`,
    connection,
    start,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    freeze() {
      frozen = withChildren(server?.pid ?? 0);
      for (const pid of frozen) signalTo(pid, 'SIGSTOP');
    },
    thaw() {
      for (const pid of frozen.splice(0)) signalTo(pid, 'SIGCONT');
    },
    async close() {
      for (const pid of frozen.splice(0)) signalTo(pid, 'SIGCONT');
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A process of the server may have ended by itself. */
export function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
