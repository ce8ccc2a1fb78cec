import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, callBy, testSecrets } from '../../../test/harness/operations.ts';
import { chunhua, send, startTestServer, type TestServer } from '../../../test/harness/server.ts';
import { migrations } from '../../migrations.ts';
import { migrate } from '../../platform/database/migrate.ts';
import { openDatabase } from '../../platform/database/open.ts';
import type { ConnectionSettings } from '../../platform/database/index.ts';
import { invoke, silentLog, type Migrations } from '../../platform/index.ts';
import { freshDatabase } from '../../platform/testing/database.ts';
import { ask, bareDatabase, fingerprintOf, shapeOf } from '../testing/centres.ts';
import { makeBackup, placeOfFile } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { verifyBackup } from './verify-backup.ts';

const key = Buffer.alloc(32, 7).toString('base64url');
const now = new Date('2026-11-18T02:00:00Z');
let root = '';
let folder = '';
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'lichun-backup-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(path.join(root, 'case-'));
});

/** A data folder with a key, and files of the store. */
function dataFolder(name: string, withKey = true): string {
  const made = path.join(folder, name);
  mkdirSync(made);
  if (withKey) writeFileSync(path.join(made, 'secret-key'), `${key}\n`, { mode: 0o600 });
  return made;
}

async function storeFile(connection: ConnectionSettings, data: string, text: string): Promise<string> {
  const id = randomUUID();
  const bytes = Buffer.from(text);
  mkdirSync(path.dirname(placeOfFile(data, id)), { recursive: true });
  writeFileSync(placeOfFile(data, id), bytes);
  await ask(connection, 'insert into stored_file (id, sha256, size, media_type, name, created_at, kept_at) values ($1, $2, $3, $4, $5, now(), now())', [id, createHash('sha256').update(bytes).digest('hex'), bytes.length, 'text/plain', '附件.txt']);
  return id;
}

const backUp = (connection: ConnectionSettings, data: string, details: { target?: string; withKey?: boolean } = {}) =>
  makeBackup({ connection, dataFolder: data, target: details.target ?? path.join(folder, 'centre.lichun'), withKey: details.withKey ?? true, fingerprint: testSecrets.fingerprint, now });
const restore = (connection: ConnectionSettings, data: string, details: { file?: string; known?: Migrations; givenKey?: string; acceptOtherKey?: boolean; asleep?: boolean } = {}) =>
  restoreBackup({ connection, dataFolder: data, file: details.file ?? path.join(folder, 'centre.lichun'), migrations: details.known ?? migrations, givenKey: details.givenKey, acceptOtherKey: details.acceptOtherKey ?? false, asleep: details.asleep ?? false, now });

describe('a backup of a centre that is running', () => {
  let server: TestServer;
  let connection: ConnectionSettings;
  let cookie = '';
  beforeAll(async () => {
    server = await startTestServer();
    cookie = await server.operator();
    connection = server.connection;
    await server.open.database.transaction().execute((tx) => server.app.ground.enqueueJob(tx, 'applyRetention', {}, { runAt: new Date('2030-01-01T00:00:00Z'), key: 'later' }));
  });
  afterAll(() => server.close());

  test('comes back elsewhere equal in every byte of every table, with sequences, files, key and the jobs that wait', async () => {
    const here = dataFolder('here');
    const id = await storeFile(connection, here, '雨水\n'.repeat(1000));
    const made = await backUp(connection, here);
    expect(made).toMatchObject({ ok: true, manifest: { files: [{ id }], missingFiles: [], key: { included: true } } });
    const there = dataFolder('there', false);
    const target = await bareDatabase();
    expect(await restore(target, there)).toMatchObject({ ok: true, keyPutAside: undefined });
    const [before, after] = [await fingerprintOf(connection), await fingerprintOf(target)];
    expect(Object.keys(before).length).toBeGreaterThan(10);
    expect(after).toEqual(before);
    expect(await shapeOf(target)).toEqual(await shapeOf(await freshDatabase()));
    expect(readFileSync(placeOfFile(there, id), 'utf8')).toBe('雨水\n'.repeat(1000));
    expect(readFileSync(path.join(there, 'secret-key'), 'utf8').trim()).toBe(key);
    expect(statSync(path.join(there, 'secret-key')).mode & 0o777).toBe(0o600);
    expect(await ask(target, "select name, singleton_key as key, start_after as at from pgboss.job where singleton_key = 'key:later'")).toEqual([{ name: 'applyRetention', key: 'key:later', at: new Date('2030-01-01T00:00:00Z') }]);
    expect(readdirSync(there).toSorted()).toEqual(['files', 'secret-key']);
  });

  test('lets people sign in with the password they had, and knows their sessions', async () => {
    await backUp(connection, dataFolder('here'));
    const target = await bareDatabase();
    expect((await restore(target, dataFolder('there'))).ok).toBe(true);
    const restored = await startTestServer({ connection: target });
    try {
      expect((await send(restored.port, '/api/v1/people/current', { headers: { cookie } })).body).toContain('春华');
      const { email, password } = chunhua;
      expect(await invoke(restored.app.ground, restored.app.operations.signIn, callBy(anonymous), { email, password: '另一个密码' })).toMatchObject({ ok: false });
      expect(await invoke(restored.app.ground, restored.app.operations.signIn, callBy(anonymous), { email, password })).toMatchObject({ ok: true });
    } finally {
      await restored.close();
    }
  });

  test('is one file that only its owner reads, and nothing half-made lies beside it', async () => {
    await backUp(connection, dataFolder('here'));
    expect(statSync(path.join(folder, 'centre.lichun')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).toSorted()).toEqual(['centre.lichun', 'here']);
    expect(await backUp(connection, path.join(folder, 'here'))).toMatchObject({ ok: false, problem: { code: 'backup_target_exists' } });
  });

  test('without the key says which key it needs, and asks for it when it is restored', async () => {
    await backUp(connection, dataFolder('here'), { withKey: false });
    const other = dataFolder('other', false);
    expect(await restore(await bareDatabase(), other)).toMatchObject({ ok: false, problem: { code: 'restore_key_missing' } });
    expect(await restore(await bareDatabase(), other, { givenKey: Buffer.alloc(32, 9).toString('base64url') })).toMatchObject({ ok: false, problem: { code: 'restore_other_key' } });
    expect(await restore(await bareDatabase(), other, { givenKey: key })).toMatchObject({ ok: true });
    const target = await bareDatabase();
    expect(await restore(target, dataFolder('third', false), { givenKey: Buffer.alloc(32, 9).toString('base64url'), acceptOtherKey: true })).toMatchObject({ ok: true });
    expect(await ask(target, 'select * from centre_key')).toEqual([]);
  });

  test('tells which files the tables name and the folder lacks, and takes the rest', async () => {
    const here = dataFolder('here');
    const [kept, gone] = [await storeFile(connection, here, 'kept'), await storeFile(connection, here, 'gone')];
    rmSync(placeOfFile(here, gone));
    const made = await backUp(connection, here);
    expect(made.ok && made.manifest.files.map(({ id }) => id)).toContain(kept);
    expect(made.ok && made.manifest.missingFiles).toContain(gone);
    await ask(connection, 'delete from stored_file');
  });

  describe('is refused, and nothing is changed,', () => {
    let file = '';
    beforeEach(async () => {
      file = path.join(folder, 'centre.lichun');
      const here = dataFolder('here');
      await storeFile(connection, here, 'a file of the store');
      await backUp(connection, here);
      await ask(connection, 'delete from stored_file');
    });

    /** Why it was refused, and what it changed all the same. */
    async function refusal(target?: ConnectionSettings, details: Parameters<typeof restore>[2] = {}): Promise<{ code: string; changed: boolean; left: string[] }> {
      const database = target ?? (await bareDatabase());
      const data = mkdtempSync(path.join(folder, 'there-'));
      const before = JSON.stringify(await fingerprintOf(database));
      const outcome = await restore(database, data, details);
      return { code: outcome.ok ? 'restored' : outcome.problem.code, changed: JSON.stringify(await fingerprintOf(database)) !== before, left: readdirSync(data) };
    }
    const nothingBut = (code: string) => ({ code, changed: false, left: [] });

    test.each([0.2, 0.6, 0.95, 0.999])('when it was cut at %d of its length', async (part) => {
      truncateSync(file, Math.floor(statSync(file).size * part));
      expect(await refusal()).toEqual(nothingBut('backup_cut_short'));
    });

    test('when any byte of it was changed', async () => {
      const bytes = readFileSync(file);
      for (const at of [0.1, 0.35, 0.7, 0.9]) {
        const changed = Buffer.from(bytes);
        const place = Math.floor(bytes.length * at);
        changed[place] = (changed[place] ?? 0) ^ 0x55;
        writeFileSync(file, changed);
        const verified = await verifyBackup(file);
        expect(verified.ok, `byte ${place}`).toBe(false);
      }
      expect(await refusal()).toEqual(nothingBut('backup_changed'));
    });

    test('when a table was edited and the archive packed again', async () => {
      const plain = gunzipSync(readFileSync(file));
      const at = plain.indexOf('春华');
      expect(at).toBeGreaterThan(0);
      plain.write('秋实', at);
      writeFileSync(file, gzipSync(plain));
      expect(await refusal()).toEqual(nothingBut('backup_changed'));
    });

    test('when it is no backup at all', async () => {
      writeFileSync(file, 'hello');
      expect(await refusal()).toEqual(nothingBut('backup_not_ours'));
      writeFileSync(file, gzipSync(Buffer.alloc(2048)));
      expect(await refusal()).toEqual(nothingBut('backup_not_ours'));
      rmSync(file);
      expect(await refusal()).toEqual(nothingBut('backup_file_missing'));
    });

    test('when a newer program made it', async () => {
      const known = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0070'));
      expect(await refusal(undefined, { known })).toEqual(nothingBut('backup_newer_program'));
    });

    test('when the centre has people', async () => {
      const target = await freshDatabase();
      await ask(target, "insert into audit_entry (id, at, actor_kind, operation, subject_kind, subject_key) values ($1, now(), 'person', 'x', 'y', 'z')", [randomUUID()]);
      expect(await refusal(target)).toEqual(nothingBut('restore_not_empty'));
      expect(await refusal(connection)).toEqual(nothingBut('restore_running'));
    });

    test('when the database has tables of something else', async () => {
      const target = await bareDatabase();
      await ask(target, 'create table of_somebody_else (a int)');
      expect(await refusal(target)).toEqual(nothingBut('restore_not_empty'));
    });

    test('when files lie in the folder already', async () => {
      const there = dataFolder('there');
      mkdirSync(path.join(there, 'files', 'aa'), { recursive: true });
      expect(await restore(await bareDatabase(), there)).toMatchObject({ ok: false, problem: { code: 'restore_files_present' } });
    });
  });
});

describe('restoring into a centre that was started and never used', () => {
  test('replaces the example, and puts its own fresh key aside', async () => {
    const server = await startTestServer();
    await server.operator();
    await server.close();
    const here = dataFolder('here');
    await backUp(server.connection, here);
    const before = await fingerprintOf(server.connection);
    const unused = await startTestServer({ example: 'dingtalk' });
    await unused.close();
    const there = dataFolder('there', false);
    writeFileSync(path.join(there, 'secret-key'), `${Buffer.alloc(32, 3).toString('base64url')}\n`);
    const restored = await restore(unused.connection, there);
    expect(restored).toMatchObject({ ok: true, keyPutAside: path.join(there, 'secret-key.before-restore') });
    expect(await fingerprintOf(unused.connection)).toEqual(before);
  });
});

describe('a backup of an older program', () => {
  test('comes back as it was and is then brought up to this program', async () => {
    const old = await bareDatabase();
    const first = Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= '0004-outbox-order'));
    const open = openDatabase(old, silentLog, 2);
    await migrate(open.database, first);
    await open.close();
    await ask(old, "insert into event (id, name, subject, data, occurred_at) values ($1, 'centre.changed', 'x', '{\"n\": 1}', now())", [randomUUID()]);
    await ask(old, "insert into person (id, name, created_at) select gen_random_uuid(), '人' || n, now() from generate_series(1, 500) as n");
    const before = await fingerprintOf(old);
    expect(await backUp(old, dataFolder('here'))).toMatchObject({ ok: true, manifest: { migrations: Object.keys(first).toSorted() } });
    const target = await bareDatabase();
    expect((await restore(target, dataFolder('there'))).ok).toBe(true);
    expect(await fingerprintOf(target)).toEqual(before);
    const reopened = openDatabase(target, silentLog, 2);
    const outcome = await migrate(reopened.database, migrations);
    await reopened.close();
    expect(outcome).toMatchObject({ ok: true });
    expect(await shapeOf(target)).toEqual(await shapeOf(await freshDatabase()));
    expect(await ask(target, 'select count(*)::int as people from person')).toEqual([{ people: 500 }]);
  });
});

describe('a backup that cannot be written', () => {
  test('says where the folder is missing, and leaves nothing half-made', async () => {
    const connection = await freshDatabase();
    expect(await backUp(connection, dataFolder('here'), { target: path.join(folder, 'nowhere', 'x.lichun') })).toMatchObject({ ok: false, problem: { code: 'backup_target_missing' } });
    expect(readdirSync(folder)).toEqual(['here']);
  });

  test('of a database without a centre says that there is nothing', async () => {
    expect(await backUp(await bareDatabase(), dataFolder('here'))).toMatchObject({ ok: false, problem: { code: 'backup_nothing' } });
  });
});
