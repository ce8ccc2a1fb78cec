import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
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

/** A document of about a megabyte that can be told from every other one: a PNG, as far as its first bytes go. */
const documentOf = (number: number) => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(1_000_000, number), Buffer.from(String(number))]);

test.skipIf(!canMount)('the disk of the files alone is full: what brings none goes on, a document is refused in words, and with room again each that was taken is there, byte for byte', async () => {
  const drill = openDrill();
  const files = path.join(drill.data, 'files');
  mkdirSync(drill.data, { recursive: true });
  onTestFinished(async () => {
    spawnSync('umount', ['-l', files]);
    await drill.close();
  });
  if (!mountDisk(files, 12)) throw new Error('The disk cannot be mounted');
  const program = await drill.start();
  const cookie = await drill.operator();
  const post = (target: string, body: object) => ask(program.port, `/api/v1${target}`, { method: 'POST', headers: { cookie, 'content-type': 'application/json', origin: `http://127.0.0.1:${program.port}`, 'accept-language': 'en' }, body: JSON.stringify(body) });
  const organisation = (JSON.parse((await post('/organisations', { name: '春风' })).body) as { id: string }).id;
  const bring = (number: number) => post(`/organisations/${organisation}/certificates`, { issuer: '工商局', number: `N-${number}`, document: { name: `${number}.png`, content: documentOf(number).toString('base64') } });
  const taken = new Map<number, string>();
  const refused: number[] = [];
  const told = new Set<string>();
  const others = new Set<number>();
  for (let number = 0; number < 20; number++) {
    const answer = await bring(number);
    if (answer.status === 200) taken.set(number, (JSON.parse(answer.body) as { id: string }).id);
    else {
      refused.push(number);
      told.add(`${answer.status} ${(JSON.parse(answer.body) as { code: string }).code} ${answer.retryAfter}`);
      others.add((await post('/organisations', { name: `立夏 ${number}` })).status);
    }
  }
  process.stdout.write(`files full: ${taken.size} taken, ${refused.length} refused\n`);
  expect(Math.min(taken.size, refused.length)).toBeGreaterThan(5);
  expect([...told]).toEqual(['507 storage_full 5']);
  expect([...others], 'what brings no file').toEqual([200]);
  expect((await ask(program.port, '/health/ready')).status).toBe(200);
  spawnSync('mount', ['-o', 'remount,size=60m', files]);
  for (const number of refused) taken.set(number, (JSON.parse((await bring(number)).body) as { id: string }).id);
  for (const [number, id] of taken) {
    const response = await fetch(`http://127.0.0.1:${program.port}/api/v1/certificates/${id}/document`, { headers: { cookie } });
    expect(Buffer.from(await response.arrayBuffer()).equals(documentOf(number)), `document ${number}`).toBe(true);
  }
});
