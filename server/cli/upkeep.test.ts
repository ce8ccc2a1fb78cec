import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionSettings } from '../platform/database/connection.ts';
import { freshDatabase } from '../platform/testing/database.ts';
import { ask, bareDatabase } from '../upkeep/testing/centres.ts';
import { readCommand } from './arguments.ts';
import { runCommand } from './run-command.ts';

let root = '';
let folder = '';
let connection: ConnectionSettings;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'lichun-cli-upkeep-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(async () => {
  folder = mkdtempSync(path.join(root, 'case-'));
  connection = await freshDatabase();
});

function addressOf(settings: ConnectionSettings): string {
  if ('connectionString' in settings) return settings.connectionString;
  const { host, port = 5432, user, password = '', database } = settings;
  const where = host.startsWith('/') ? `localhost/${database}?host=${encodeURIComponent(host)}` : `${host}:${port}/${database}`;
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${where}`;
}

/** Calls `lichun` in the folder of the test, with a data folder in it. */
async function lichun(words: string[], details: { data?: string; database?: ConnectionSettings; language?: string; environment?: Record<string, string> } = {}) {
  const [said, complained]: [string[], string[]] = [[], []];
  const data = path.join(folder, details.data ?? 'data');
  mkdirSync(data, { recursive: true });
  const code = await runCommand({
    words,
    environment: { DATABASE_URL: addressOf(details.database ?? connection), DATA_DIR: data, LICHUN_LANG: details.language ?? 'en', ...details.environment },
    folder,
    standardInput: Readable.from([]),
    say: (text) => void said.push(text),
    complain: (text) => void complained.push(text),
    colour: false,
  });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

describe('the words', () => {
  test.each([
    [['backup'], { name: 'backup', act: 'make', file: undefined, force: false, withKey: true, keep: undefined }],
    [['backup', 'x.gz', '--keep', '3', '--without-key'], { name: 'backup', act: 'make', file: 'x.gz', force: false, withKey: false, keep: 3 }],
    [['backup', '--keep=3', 'x.gz'], { name: 'backup', act: 'make', file: 'x.gz', force: false, withKey: true, keep: 3 }],
    [['backup', 'verify', 'x.gz'], { name: 'backup', act: 'verify', file: 'x.gz' }],
    [['restore', 'x.gz'], { name: 'restore', file: 'x.gz', acceptOtherKey: false, asleep: false }],
    [['restore', 'x.gz', '--asleep'], { name: 'restore', file: 'x.gz', acceptOtherKey: false, asleep: true }],
    [['wake'], { name: 'wake' }],
    [['doctor', '--json'], { name: 'doctor', json: true }],
  ])('%j is understood', (words, command) => expect(readCommand(words)).toEqual({ ok: true, command }));

  test.each([
    [['restore'], { key: 'missing_backup', command: 'restore' }],
    [['backup', 'verify'], { key: 'missing_backup', command: 'backup verify' }],
    [['backup', '--keep', 'all'], { key: 'wrong_keep' }],
    [['backup', '--keep'], { key: 'wrong_keep' }],
    [['restore', 'x.gz', '--sleep'], { key: 'unknown_option_similar', command: 'restore', name: '--sleep', similar: '--asleep' }],
    [['wake', 'up'], { key: 'too_many_words', command: 'wake', name: 'up' }],
    [['backup', '--forse'], { key: 'unknown_option_similar', command: 'backup', name: '--forse', similar: '--force' }],
    [['doctor', 'now'], { key: 'too_many_words', command: 'doctor', name: 'now' }],
    [['dokter'], { key: 'unknown_command_similar', name: 'dokter', similar: 'doctor' }],
  ])('%j is told what is wrong', (words, problem) => expect(readCommand(words)).toEqual({ ok: false, problem }));
});

describe('lichun backup, verify and restore', () => {
  test('take a centre from one database and folder to another', async () => {
    await ask(connection, "insert into person (id, name, created_at) values (gen_random_uuid(), '春华', now())");
    mkdirSync(path.join(folder, 'backups'));
    const made = await lichun(['backup', 'backups']);
    expect({ code: made.code, complained: made.complained }).toEqual({ code: 0, complained: '' });
    expect(made.said).toMatch(/^Backed up to \S+lichun-\d{8}-\d{6}Z\.tar\.gz \(\d+ KiB\): \d+ tables, \d+ rows, 0 files, 0 waiting jobs\.\nIt holds the key of the centre/);
    const [name = ''] = readdirSync(path.join(folder, 'backups'));
    const file = path.join('backups', name);
    expect((await lichun(['backup', 'verify', file])).said).toContain('is whole: made by 0.1.0');
    const target = await bareDatabase();
    const restored = await lichun(['restore', file], { data: 'elsewhere', database: target });
    expect(restored).toMatchObject({ code: 0, complained: '' });
    expect(restored.said).toContain('It is awake: as soon as it starts, the mails, webhook messages, notices and jobs that waited in the backup go out.');
    expect(restored.said).toContain('Now run npm start and sign in with the accounts you had.');
    expect(await ask(target, 'select name from person')).toEqual([{ name: '春华' }]);
    expect(await lichun(['restore', file], { data: 'third', database: target })).toMatchObject({ code: 1, said: '', complained: expect.stringContaining('into an empty centre only') });
  });

  test('with --asleep leave a centre that sleeps until it is woken', async () => {
    await lichun(['backup', 'x.gz']);
    const target = { data: 'elsewhere', database: await bareDatabase() };
    expect((await lichun(['restore', 'x.gz', '--asleep'], target)).said).toContain('It sleeps: it sends no mails');
    expect((await lichun(['doctor'], target)).said).toContain('! Sleep  [note] Asleep since it was restored');
    expect(await lichun(['wake'], target)).toEqual({ code: 0, complained: '', said: 'Woken. A centre that is running begins to send at once; one that is not begins when it starts.' });
    expect((await lichun(['doctor'], target)).said).toContain('✓ Sleep  Not asleep');
    expect(await ask(target.database, "select operation, actor_kind from audit_entry where subject_kind = 'upkeep'")).toEqual([{ operation: 'wakeCentre', actor_kind: 'system' }]);
    expect((await lichun(['wake'], target)).said).toBe('This centre is not asleep; nothing was changed.');
  });

  test('say which stored files a backup lacks, when it is made and whenever it is verified', async () => {
    await ask(connection, "insert into stored_file (id, sha256, size, media_type, name, created_at, kept_at) values ('01a1efb3-e290-7000-b746-f2ac232db1cd', repeat('0', 64), 5, 'text/plain', 'x', now(), now())");
    const sentence = '1 stored file is missing or not whole, so the backup does not have it as it was: 01a1efb3-e290-7000-b746-f2ac232db1cd.';
    expect(await lichun(['backup', 'x.gz'])).toMatchObject({ code: 0, complained: sentence });
    expect(await lichun(['backup', 'verify', 'x.gz'])).toMatchObject({ code: 0, complained: sentence });
    expect((await lichun(['doctor'])).said).toMatch(/! Backup {2}\[note\] The last was \d+ hours ago \(\S+\) and lacks 1 file/);
  });

  test('say in one sentence why not', async () => {
    writeFileSync(path.join(folder, 'x.gz'), 'hello');
    expect(await lichun(['restore', 'x.gz'])).toEqual({ code: 1, said: '', complained: 'This file is no backup of Lichun.' });
    expect(await lichun(['backup', 'x.gz'])).toMatchObject({ code: 1, complained: expect.stringContaining('add --force') });
    expect((await lichun(['backup', 'x.gz', '--force'])).code).toBe(0);
    truncateSync(path.join(folder, 'x.gz'), 2000);
    expect(await lichun(['backup', 'verify', 'x.gz'], { language: 'zh-CN' })).toEqual({ code: 1, said: '', complained: '这个备份不完整，后面的部分丢了。请用另一份，或重新复制一次。' });
    expect(await lichun(['backup', 'y.gz'], { database: await bareDatabase() })).toMatchObject({ code: 1, complained: 'There is no centre here yet, so there is nothing to back up.' });
  });

  test('with --keep let the oldest of the folder go', async () => {
    mkdirSync(path.join(folder, 'kept'));
    for (const name of ['lichun-20200101-030000Z.tar.gz', 'lichun-20200102-030000Z.tar.gz', 'mine.txt']) writeFileSync(path.join(folder, 'kept', name), '');
    expect((await lichun(['backup', 'kept', '--keep', '2'])).said).toContain('Deleted 1 old backup, kept the latest 2.');
    expect(readdirSync(path.join(folder, 'kept')).filter((name) => name !== 'mine.txt')).toEqual(['lichun-20200102-030000Z.tar.gz', expect.stringMatching(/^lichun-20[2-9]/)]);
  });
});

describe('lichun doctor', () => {
  test('says what is wrong and what to do, and makes no key by looking', async () => {
    const { code, said } = await lichun(['doctor']);
    expect(code).toBe(0);
    expect(said).toContain('! Outgoing mail  [note] No mail server is set');
    expect(said).toContain('    → Set SMTP_URL and MAIL_FROM');
    expect(said).toMatch(/✓ Database {2}PostgreSQL \d+/);
    expect(readdirSync(path.join(folder, 'data'))).toEqual([]);
  });

  test('ends with 1 and a sentence when the database is away', async () => {
    const { code, said } = await lichun(['doctor'], { environment: { DATABASE_URL: 'postgres://lichun@127.0.0.1:1/lichun' }, language: 'zh-CN' });
    expect({ code, said: said.split('\n')[0] }).toEqual({ code: 1, said: expect.stringMatching(/^✗ 数据库 {2}\[有问题\] 连不上数据库：/) });
    expect(said).not.toContain('{');
  });

  test('answers programs in JSON', async () => {
    const { said } = await lichun(['doctor', '--json'], { environment: { TRUSTED_PROXY: '0.0.0.0/0' } });
    expect(JSON.parse(said)).toMatchObject({ level: 'problem', findings: expect.arrayContaining([expect.objectContaining({ name: 'proxy', level: 'problem' })]) });
  });
});

describe('lichun upgrade', () => {
  test('shows what would be changed, whether the old program can go on, and whether there is a backup', async () => {
    await ask(connection, "delete from kysely_migration where name = '0070-upkeep'");
    const { code, said } = await lichun(['upgrade']);
    expect(code).toBe(0);
    expect(said).toContain('Starting this version makes 1 change to the database:\n  0070-upkeep\nThey only add: the earlier version may run beside it');
    expect(said).toContain('There is no backup. Run lichun backup first, then upgrade.');
    expect(await ask(connection, "select count(*)::int as made from kysely_migration where name = '0070-upkeep'")).toEqual([{ made: 0 }]);
  });

  test('ends with 1 for a database that a newer program has changed', async () => {
    await ask(connection, "insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2030')");
    expect(await lichun(['upgrade'])).toMatchObject({ code: 1, complained: expect.stringContaining('9999-from-the-future') });
  });

  test('knows an empty database', async () => {
    expect((await lichun(['upgrade'], { database: await bareDatabase() })).said).toContain('No Lichun has used this database yet');
  });
});
