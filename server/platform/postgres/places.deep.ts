import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { startProcess } from '../testing/drill.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stdout.write('postgres: the drills that change the user are skipped, since this is not root\n');

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'lichun-place-'));
  made.push(folder);
  return folder;
}

function account(name: string): { uid: number; gid: number } {
  const [, , uid, gid] = (fs.readFileSync('/etc/passwd', 'utf8').split('\n').find((line) => line.startsWith(`${name}:`)) ?? '').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Starts, leaves, starts again and leaves; returns what the first start said. */
async function twice(dataFolder: string, options: Parameters<typeof startProcess>[1] = {}): Promise<Record<string, unknown> | undefined> {
  const first = startProcess(dataFolder, options);
  const answer = await first.answer();
  if (answer?.['problem'] !== undefined) return answer;
  expect(await first.leave()).toEqual({ left: 'stopped' });
  const second = startProcess(dataFolder, options);
  expect(await second.answer()).toMatchObject({ adopted: false });
  expect(await second.leave()).toEqual({ left: 'stopped' });
  return answer;
}

describe('any folder will do', () => {
  test.each([
    ['in a home that is closed to others', ['home', 'data']],
    ['with spaces and Chinese', ['我 的', '数据 folder']],
    ['with a comma and quotes, which mean something to PostgreSQL', ['a, "b"', "c'd"]],
    ['with a colon and a dollar, which mean something to shells', ['a:b', '$c %d']],
    ['with a path longer than a socket may have', ['a'.repeat(60), '很长'.repeat(20), 'b'.repeat(60)]],
  ])('%s', { timeout: 60_000 }, async (_name, parts) => {
    const folder = newFolder();
    fs.chmodSync(folder, 0o700);
    expect(await twice(path.join(folder, ...parts))).toMatchObject({ adopted: false });
  });

  test('the environment of the caller changes nothing', { timeout: 60_000 }, async () => {
    const environment = { PGPORT: '6000', PGDATA: '/nowhere', PGHOST: 'nowhere', PGUSER: 'nobody', PGPASSWORD: 'x', PGSSLMODE: 'require', LC_ALL: 'xx_XX', PGOPTIONS: '-c nonsense=1' };
    expect(await twice(newFolder(), { environment })).toMatchObject({ adopted: false });
  });
});

describe.skipIf(!isRoot)('whoever starts it', () => {
  const program = fileURLToPath(import.meta.url);
  const reachable = isRoot && spawnSync('test', ['-r', program], account('games')).status === 0;
  if (!reachable && isRoot) process.stdout.write('postgres: the drills as an ordinary user are skipped, since this folder is closed to others\n');

  test.skipIf(!reachable)('an ordinary user in a closed home; what root does there later stays that user\'s', { timeout: 90_000 }, async () => {
    const home = newFolder();
    const user = account('games');
    fs.chownSync(home, user.uid, user.gid);
    const dataFolder = path.join(home, 'data');
    expect(await twice(dataFolder, { user })).toMatchObject({ adopted: false });
    expect(await twice(dataFolder)).toMatchObject({ adopted: false });
    expect(await twice(dataFolder, { user })).toMatchObject({ adopted: false });
  });

  test.skipIf(!reachable)('a user that has no account, as in a container', { timeout: 60_000 }, async () => {
    const home = newFolder();
    const user = { uid: 54_321, gid: 54_321 };
    fs.chownSync(home, user.uid, user.gid);
    const allowed = spawnSync('unshare', ['--user', '--map-user=65534', 'true'], user).status === 0;
    if (!allowed) process.stdout.write('postgres: this machine lets no user make a namespace; a refusal is expected instead\n');
    expect(await twice(path.join(home, 'data'), { user })).toMatchObject(allowed ? { adopted: false } : { problem: 'postgres_missing' });
  });

  test.skipIf(!reachable)('a user who may not write there is told so in a sentence', { timeout: 60_000 }, async () => {
    const dataFolder = path.join(newFolder(), 'data');
    expect(await startProcess(dataFolder, { user: account('games') }).answer()).toMatchObject({
      problem: 'folder_forbidden',
      sentence: expect.stringContaining(dataFolder),
    });
  });

  describe('root, where namespaces are not allowed', () => {
    const withoutNamespaces = () => {
      const programs = newFolder();
      fs.writeFileSync(path.join(programs, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
      return { environment: { PATH: `${programs}:${process.env['PATH']}` } };
    };

    test('in a folder that others may pass through', { timeout: 60_000 }, async () => {
      const folder = newFolder();
      fs.chmodSync(folder, 0o755);
      const dataFolder = path.join(folder, 'data');
      expect(await twice(dataFolder, withoutNamespaces())).toMatchObject({ adopted: false });
      expect(fs.statSync(path.join(dataFolder, 'postgres')).uid).not.toBe(0);
      expect(await twice(dataFolder), 'and later with namespaces again').toMatchObject({ adopted: false });
    });

    test('in a closed home, with the data beside', { timeout: 60_000 }, async () => {
      const dataFolder = path.join(newFolder(), 'data');
      const options = withoutNamespaces();
      expect(await twice(dataFolder, options)).toMatchObject({ adopted: false });
      made.push(path.dirname(fs.realpathSync(path.join(dataFolder, 'postgres'))));
      expect(fs.lstatSync(path.join(dataFolder, 'postgres')).isSymbolicLink()).toBe(true);
    });
  });
});

test('a full disk is named', { timeout: 60_000 }, async (context) => {
  const folder = newFolder();
  const mounted = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder]).status === 0;
  if (!mounted) {
    process.stdout.write('postgres: the drill with a full disk is skipped, since no small disk can be mounted\n');
    context.skip();
  }
  expect(await startProcess(path.join(folder, 'data')).answer()).toMatchObject({ problem: 'disk_full' });
  spawnSync('umount', [folder]);
});
