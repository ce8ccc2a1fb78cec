import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionSettings } from '../../server/platform/database/connection.ts';
import { SUPERUSER } from '../../server/platform/postgres/roles.ts';
import { ask, endingsBetween, openDrill, query, tell, type Drill } from './drill.ts';

/** A small disk of its own; only root may mount one, and not in every container. */
function mountDisk(place: string, megabytes: number): boolean {
  mkdirSync(place, { recursive: true });
  return process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', place]).status === 0;
}
const probe = mkdtempSync(path.join(tmpdir(), 'lichun-disk-'));
const canMount = mountDisk(probe, 1) && spawnSync('umount', [probe]).status === 0;
rmSync(probe, { recursive: true, force: true });
if (!canMount) process.stdout.write('disk: the drills on a full disk are skipped, since a small one cannot be mounted here (needs root)\n');

/** Takes all room that is left. Answers how to give it back. */
function fill(place: string): () => void {
  const file = path.join(place, 'filler');
  const handle = openSync(file, 'w');
  for (const block of [1024 * 1024, 4096, 512]) {
    try {
      for (;;) writeSync(handle, Buffer.alloc(block));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
  closeSync(handle);
  return () => rmSync(file);
}

/** Makes PostgreSQL ask for new pieces of its log until there is no room for one, at which it goes down and cannot come up. */
async function exhaustLog(connection: ConnectionSettings): Promise<void> {
  const asSuperuser = { ...connection, user: SUPERUSER, database: 'postgres' } as ConnectionSettings;
  await query(asSuperuser, async (client) => {
    const down = new Promise<void>((resolve) => client.once('end', resolve));
    const over = new AbortController();
    void down.then(() => over.abort());
    // Each error on the way says that there is no room; the last is the end of the connection.
    for (let piece = 0; piece < 200 && !over.signal.aborted; piece++) await client.query('select pg_switch_wal(), pg_logical_emit_message(true, $1, $2)', ['drill', String(piece)]).catch(() => undefined);
    await down;
  });
}

describe.skipIf(!canMount)('a disk that is full', () => {
  let folder = '';
  let disk = '';
  let drill: Drill;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lichun-full-'));
    disk = path.join(folder, 'disk');
    if (!mountDisk(disk, 200)) throw new Error('The disk cannot be mounted');
    drill = openDrill({ data: path.join(disk, 'centre') });
  });
  afterEach(async () => {
    await drill.close();
    spawnSync('umount', ['-l', disk]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('under load, three times over: what cannot be written is refused in words, pages are read on, and with room again all goes on by itself', async () => {
    const program = await drill.start();
    const cookie = await drill.operator();
    const load = await drill.load(program, { cookie, workers: 8 });
    const returns: number[] = [];
    const codes = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const before = load.acknowledged();
      await expect.poll(() => load.acknowledged() - before, { timeout: 30_000 }).toBeGreaterThan(60);
      const makeRoom = fill(disk);
      const from = Date.now();
      if (round === 2) await exhaustLog(drill.connection());
      const refused = () => endingsBetween(drill.log.read(), from, Date.now()).filter((ending) => ending.how === 'told' && [503, 507].includes(ending.status));
      // What has room left in PostgreSQL's own files is still taken; then each request is refused.
      await expect.poll(() => refused().length, { timeout: 60_000, interval: 200 }).toBeGreaterThan(30);
      await pause(3_000);
      for (const ending of refused()) {
        expect(ending).toMatchObject({ retryAfter: '5', sentence: /disk of the database is full|database cannot be reached|database went away|too much going on/ });
        expect(ending.milliseconds).toBeLessThan(10_000);
        if (ending.how === 'told') codes.add(ending.code ?? '');
      }
      expect((await ask(program.port, '/', { headers: { accept: 'text/html' } })).status).toBe(200);
      expect((await ask(program.port, '/health/live')).status).toBe(200);
      makeRoom();
      const began = performance.now();
      const held = load.acknowledged();
      await expect.poll(() => load.acknowledged() - held, { timeout: 30_000, interval: 50 }).toBeGreaterThan(0);
      returns.push(Math.round(performance.now() - began));
    }
    await load.stop();
    tell('disk full', drill.log.read(), { returns, codes: [...codes] });
    expect(program.child.exitCode, 'the program went on').toBeNull();
    expect(Math.max(...returns)).toBeLessThan(5_000);
    expect(await drill.violations()).toEqual([]);
  });

  test('a start on a full disk says so in one sentence, and the next one after making room works', async () => {
    const makeRoom = fill(disk);
    await expect(drill.start()).rejects.toThrow(/disk|space/i);
    makeRoom();
    const program = await drill.start();
    expect((await ask(program.port, '/')).status).toBe(200);
  });
});
