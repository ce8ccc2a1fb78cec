import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { dataFolder as newDataFolder, startProgram } from '../../../test/harness/program.ts';
import { testSecrets } from '../../../test/harness/operations.ts';
import { root as projectRoot } from '../../../scripts/steps/run.ts';
import { migrations } from '../../migrations.ts';
import type { ConnectionSettings } from '../../platform/database/index.ts';
import { freshDatabase } from '../../platform/testing/database.ts';
import { ask, bareDatabase } from '../testing/centres.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const root = mkdtempSync(path.join(tmpdir(), 'lichun-backup-deep-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const backUp = (connection: ConnectionSettings, target: string) => makeBackup({ connection, dataFolder: root, target, withKey: false, fingerprint: testSecrets.fingerprint, now: new Date() });

function addressOf(settings: ConnectionSettings): string {
  if ('connectionString' in settings) return settings.connectionString;
  const { host, port = 5432, user, password = '', database } = settings;
  return host.startsWith('/') ? `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}` : `postgres://${user}:${password}@${host}:${port}/${database}`;
}

describe('a large centre', () => {
  test('of 300,000 events is backed up and restored in a memory that does not grow with it, while it is written to', async () => {
    const connection = await freshDatabase();
    await ask(connection, "insert into event (id, name, subject, data, occurred_at) select gen_random_uuid(), 'x', n::text, jsonb_build_object('text', repeat(md5(n::text), 8)), now() from generate_series(1, 300000) as n");
    const before = process.memoryUsage.rss();
    let peak = 0;
    const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
    const enough = new AbortController();
    const writer = (async () => {
      for (let number = 0; !enough.signal.aborted; number++) await ask(connection, "insert into event (id, name, subject, data, occurred_at) values (gen_random_uuid(), 'later', $1, '{}', now())", [number]);
    })();
    const target = path.join(root, 'large.tar.gz');
    const started = performance.now();
    const made = await backUp(connection, target);
    const backupSeconds = (performance.now() - started) / 1000;
    enough.abort();
    await writer;
    expect(made).toMatchObject({ ok: true });
    const there = await bareDatabase();
    const restarted = performance.now();
    expect(await restoreBackup({ connection: there, dataFolder: path.join(root, 'large'), file: target, migrations, givenKey: Buffer.alloc(32, 7).toString('base64url'), acceptOtherKey: false, asleep: false, now: new Date() })).toMatchObject({ ok: true });
    clearInterval(watching);
    const counted = made.ok ? made.manifest.tables.find(({ name }) => name === 'event')?.rows : 0;
    expect(await ask(there, 'select count(*)::int as events from event')).toEqual([{ events: counted }]);
    process.stdout.write(`backup of 300,000 events: ${backupSeconds.toFixed(1)} s, ${Math.round(statSync(target).size / 1024 ** 2)} MiB; restored in ${((performance.now() - restarted) / 1000).toFixed(1)} s; memory grew by ${Math.round((peak - before) / 1024 ** 2)} MiB\n`);
    expect(peak - before).toBeLessThan(250 * 1024 ** 2);
  });
});

const mayMount = process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mkdtempSync(path.join(root, 'try-'))]).status === 0;
if (!mayMount) process.stdout.write('backup: the drill with a full disk is skipped, since nothing may be mounted here\n');
for (const name of readdirSync(root).filter((entry) => entry.startsWith('try-'))) spawnSync('umount', [path.join(root, name)]);

describe.skipIf(!mayMount)('a full disk', () => {
  test('is told in a sentence, and nothing half-made stays on it', async () => {
    const disk = path.join(root, 'disk');
    mkdirSync(disk);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status).toBe(0);
    try {
      const connection = await freshDatabase();
      await ask(connection, "insert into event (id, name, subject, data, occurred_at) select gen_random_uuid(), 'x', n::text, jsonb_build_object('text', md5(random()::text) || md5(random()::text)), now() from generate_series(1, 60000) as n");
      expect(await backUp(connection, path.join(disk, 'x.tar.gz'))).toMatchObject({ ok: false, problem: { code: 'backup_disk_full' } });
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});

describe('two programs that start at once on an empty database', () => {
  test('make every change once, and both serve', { timeout: 180_000 }, async () => {
    const connection = await bareDatabase();
    const environment = { DATABASE_URL: addressOf(connection), SECRET_KEY: Buffer.alloc(32, 7).toString('base64url') };
    const [one, other] = await Promise.all([startProgram({ data: newDataFolder(), environment }), startProgram({ data: newDataFolder(), environment })]);
    await Promise.all([one.ready(), other.ready()]);
    const names = (await ask<{ name: string }>(connection, 'select name from kysely_migration order by name')).map(({ name }) => name);
    for (const { child, ended } of [one, other]) {
      child.kill('SIGTERM');
      await ended;
    }
    expect(names).toEqual(Object.keys(migrations).toSorted());
    expect(await ask(connection, 'select count(*)::int as noted from schema_change where compatible')).toEqual([{ noted: names.length }]);
  });
});

describe('lichun on the bundled PostgreSQL', () => {
  const lichun = (data: string, ...words: string[]) =>
    new Promise<{ code: number | null; output: string }>((resolve) => {
      const child = spawn(process.execPath, ['server/cli.ts', ...words], { cwd: projectRoot, env: { ...process.env, DATA_DIR: data, DATABASE_URL: '', LICHUN_LANG: 'en' } });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.once('close', (code) => resolve({ code, output }));
    });

  test('backs up beside a running server, refuses to restore over it, and restores into another folder that then serves', { timeout: 240_000 }, async () => {
    const [here, there] = [newDataFolder(), newDataFolder()];
    const file = path.join(root, 'bundled.tar.gz');
    const server = await startProgram({ data: here });
    await server.ready();
    expect(await lichun(here, 'backup', file)).toMatchObject({ code: 0 });
    expect(await lichun(here, 'restore', file)).toMatchObject({ code: 1 });
    expect(await lichun(there, 'restore', file)).toMatchObject({ code: 0 });
    expect(existsSync(path.join(there, 'secret-key'))).toBe(true);
    server.child.kill('SIGTERM');
    await server.ended;
    const restored = await startProgram({ data: there });
    await restored.ready();
    expect((await fetch(`http://127.0.0.1:${restored.port}/health/ready`)).status).toBe(200);
    restored.child.kill('SIGTERM');
    await restored.ended;
    expect(await lichun(there, 'doctor')).toMatchObject({ code: 0 });
  });

});
