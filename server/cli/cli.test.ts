import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, callBy } from '../../test/harness/operations.ts';
import { sendJson, startTestServer, type TestServer } from '../../test/harness/server.ts';
import { withDatabase, type ConnectionSettings } from '../platform/database/connection.ts';
import { invoke } from '../platform/index.ts';
import { freshDatabase } from '../platform/testing/database.ts';
import { readCommand } from './arguments.ts';
import { runCommand } from './run-command.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder = '';
let connection: ConnectionSettings;
let address = '';
const file = (name: string) => path.join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lichun-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  connection = await freshDatabase();
  address = addressOf(connection);
});

function addressOf(settings: ConnectionSettings): string {
  if ('connectionString' in settings) return settings.connectionString;
  const { host, port = 5432, user, password = '', database } = settings;
  const where = host.startsWith('/') ? `localhost/${database}?host=${encodeURIComponent(host)}` : `${host}:${port}/${database}`;
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${where}`;
}

/** Calls `lichun` in the folder of the test, in English unless told otherwise. */
async function lichun(words: string[], details: { input?: string; language?: string; colour?: boolean } = {}) {
  const [said, complained]: [string[], string[]] = [[], []];
  const code = await runCommand({
    words,
    environment: { DATABASE_URL: address, LICHUN_LANG: details.language ?? 'en' },
    folder,
    standardInput: Readable.from(details.input === undefined ? [] : [Buffer.from(details.input)]),
    say: (text) => void said.push(text),
    complain: (text) => void complained.push(text),
    colour: details.colour ?? false,
  });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

const centre = 'format: 1\ncentre: { name: Help, languages: [en], timeZone: UTC }\ncontacts:\n  - { key: a, name: Anna, when: always }\n';

describe('lichun import', () => {
  test('shows what changes, does it, and the next time says that nothing is to be done', async () => {
    writeFileSync(file('centre.yaml'), centre);
    expect(await lichun(['import', 'centre.yaml', '--dry-run'])).toEqual({
      code: 0, complained: '', said: '+ the centre itself (new)\ncontacts  escalation contacts\n  + a  Anna\nOnly tried: there would be 2 changes, nothing was changed.',
    });
    expect((await lichun(['import', 'centre.yaml'])).said).toContain('Done: 2 changes.');
    expect(await lichun(['import', 'centre.yaml'])).toEqual({ code: 0, complained: '', said: 'Nothing to change: the centre is as the file says.' });
  });

  test('names file, line, column and the likely right word of each mistake, and ends with 1', async () => {
    writeFileSync(file('wrong.yaml'), `${centre}channels:\n  - { key: t, kind: tickets, name: T }\n  - { key: p, kind: phone, nam: P }\n`);
    const { code, said, complained } = await lichun(['import', 'wrong.yaml']);
    expect({ code, said }).toEqual({ code: 1, said: '' });
    expect(complained.split('\n')).toEqual([
      expect.stringMatching(/^wrong\.yaml:6:21 {2}channels\[1\]\.kind {2}“tickets” is not known\. Did you mean ticket\?/),
      'wrong.yaml:7:5  channels[2].name  Fill this in.',
      'wrong.yaml:7:28  channels[2].nam  There is no field nam. Did you mean name?',
      '3 places in wrong.yaml are wrong; nothing was changed.',
    ]);
  });

  test('speaks Chinese by default', async () => {
    const { complained } = await lichun(['import', '-'], { input: 'format: 1\ncentre: [x]\n', language: 'zh-CN' });
    expect(complained).toBe('-:2:9  centre  这里需要一组“名称: 内容”。\n- 有 1 处不对，什么都没有改动。');
  });

  test('takes the file from standard input and answers in JSON', async () => {
    const done = await lichun(['import', '-', '--json', '--prune'], { input: centre });
    expect(JSON.parse(done.said)).toMatchObject({ ok: true, applied: true, changes: 2 });
    const refused = await lichun(['import', '-', '--json'], { input: 'format: 3' });
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.said)).toMatchObject({ ok: false, code: 'invalid_centre', fields: [{ path: 'format', line: 1, column: 9 }] });
  });

  test('shows names without what a terminal would obey (E5)', async () => {
    const { said } = await lichun(['import', '-'], { input: centre.replace('Anna', '"Anna\\tBerta"'), colour: true });
    expect(said).toContain('Anna Berta');
    const hostile = await lichun(['import', `x\u001b]0;owned\u0007.yaml`]);
    expect(hostile.complained).toBe('There is no file x\\u001b]0;owned\\u0007.yaml. Check its name and folder.');
    const field = await lichun(['import', '-'], { input: 'format: 1\n"\\e[31mred": 1\n' });
    expect(field.complained).toContain('\\u001b[31mred');
    expect(field.complained).not.toContain('\u001b');
  });

  test('is in colour only where colours are seen', async () => {
    expect((await lichun(['import', '-', '--dry-run'], { input: centre, colour: true })).said).toContain('\u001b[32m  + a  Anna\u001b[0m');
    expect((await lichun(['import', '-', '--dry-run'], { input: centre })).said).not.toContain('\u001b');
  });

  test.each([
    ['nowhere.yaml', undefined, 'There is no file nowhere.yaml. Check its name and folder.'],
    ['.', undefined, '. is a folder. Name a file.'],
    ['-', Buffer.alloc(1_048_577, 'x').toString(), '- is too large: 1 MiB at most.'],
  ])('of %s says what is wrong with the file', async (name, input, sentence) => {
    expect(await lichun(['import', name], input === undefined ? {} : { input })).toEqual({ code: 1, said: '', complained: sentence });
  });

  test('of text in another encoding says so', async () => {
    writeFileSync(file('gbk.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xc1, 0xa2]));
    expect((await lichun(['import', 'gbk.yaml'])).complained).toBe('gbk.yaml is not text in UTF-8. Save it as UTF-8 and try again.');
  });
});

describe('lichun import while a server runs', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer({ example: 'websoft9' });
    const { rows } = await server.open.pool.query<{ name: string }>('select current_database() as name');
    address = addressOf(withDatabase(connection, rows[0]?.name ?? ''));
    return () => server.close();
  });

  test('tries what it then does, line by line, also that the example ends', async () => {
    const { said } = await lichun(['export']);
    expect((await lichun(['import', '-'], { input: said })).said).toMatch(/^Nothing to change: the file says what the example “websoft9” says, which stays an example\./);
    const input = said.replace('timeZone: Asia/Shanghai', 'timeZone: Asia/Tokyo').replace('key: register-for-tickets', 'key: asked-first');

    const tried = await lichun(['import', '-', '--dry-run'], { input });
    const triedAsJson = await lichun(['import', '-', '--dry-run', '--json'], { input });
    const triedOverHttp = await sendJson(server, 'POST', '/api/v1/centre/import', { text: input, dryRun: true }, { cookie: await server.operator(), 'accept-language': 'en' });
    expect(server.app.reader.current().example).toBe('websoft9');
    const ended = new Promise<string | null>((resolve) => server.app.reader.onChange(({ example }) => resolve(example)));
    const done = await lichun(['import', '-'], { input });

    expect(tried.said.split('\n')).toEqual([
      '~ The example “websoft9” ends: nobody has edited it, so the file takes its place entirely. Numbers and addresses become links, and search engines may list the pages.',
      '~ the centre itself: timeZone',
      expect.stringMatching(/^questions {2}\(\d+ unchanged\)$/),
      '  + asked-first  Do I have to register to use the ticket system?',
      '  - register-for-tickets  Do I have to register to use the ticket system?',
      'Only tried: there would be 4 changes, nothing was changed.',
    ]);
    expect(done.said.split('\n')).toEqual([...tried.said.split('\n').slice(0, -1), 'Done: 4 changes.']);
    expect(JSON.parse(triedAsJson.said)).toEqual({ ok: true, ...triedOverHttp.json<object>() });
    expect(await ended).toBeNull();
    expect((await lichun(['import', '-'], { input })).said).toBe('Nothing to change: the centre is as the file says.');
  });
});

describe('lichun export', () => {
  test('writes what import takes, to a file or to the screen, and keeps a file that is there', async () => {
    await lichun(['import', '-'], { input: centre });
    expect(await lichun(['export', 'out.yaml'])).toEqual({ code: 0, said: '', complained: 'Written to out.yaml.' });
    const written = readFileSync(file('out.yaml'), 'utf8');
    expect((await lichun(['export'])).said).toBe(written.trimEnd());
    expect(await lichun(['export', 'out.yaml'])).toMatchObject({ code: 1, complained: 'out.yaml is there already and was not touched. Add --force to overwrite it.' });
    expect((await lichun(['export', 'out.yaml', '--force'])).code).toBe(0);
    expect((await lichun(['import', 'out.yaml'])).said).toBe('Nothing to change: the centre is as the file says.');
    expect((await lichun(['export', 'no/such/folder.yaml'])).code).toBe(1);
  });
});

describe('lichun replay', () => {
  test('makes decisions again, changes nothing, and says which application is not there', async () => {
    await lichun(['import', '-'], { input: centre });
    expect(await lichun(['replay', '--all'])).toEqual({ code: 0, complained: '', said: '0 decisions looked at: 0 the same, 0 different.' });
    expect(JSON.parse((await lichun(['replay', '--all', '--json'])).said)).toMatchObject({ looked: 0, lines: [] });
    expect(await lichun(['replay', '0190a000-0000-7000-8000-000000000001'])).toMatchObject({ code: 1, said: '' });
  });

  test.each([['replay'], ['replay x'], ['replay --everything']])('“%s” is not understood', async (words) => {
    expect(await lichun(words.split(' '))).toMatchObject({ code: 2, said: '' });
  });
});

describe('the words after lichun', () => {
  test.each([
    [[], { name: 'help' }],
    [['import', '--help'], { name: 'help' }],
    [['import', 'a.yaml', '--prune'], { name: 'import', file: 'a.yaml', dryRun: false, prune: true, json: false }],
    [['--json', 'import'], undefined],
    [['export'], { name: 'export', file: undefined, force: false }],
  ])('%j', (words, command) => {
    const read = readCommand(words);
    expect(read.ok ? read.command : undefined).toEqual(command);
  });

  test.each([
    ['imort', 'There is no command imort. Did you mean import?'],
    ['dance', 'There is no command dance. lichun help lists them all.'],
    ['import', 'Say which file to import, for example: lichun import centre.yaml'],
    ['import a b', 'b is too much: import takes one file.'],
    ['import a --dryrun', 'import has no option --dryrun. Did you mean --dry-run?'],
    ['export --prune', 'export has no option --prune. See lichun help.'],
  ])('“%s” is not understood, with a sentence and the exit code 2', async (words, sentence) => {
    expect(await lichun(words.split(' '))).toEqual({ code: 2, said: '', complained: sentence });
  });
});

test('the command answers from any folder, and a wrong DATABASE_URL in one sentence', async () => {
  const run = promisify(execFile);
  const environment = { PATH: process.env['PATH'], LICHUN_LANG: 'en' };
  const { stdout } = await run(process.execPath, [path.join(root, 'server/cli.ts'), 'help'], { cwd: folder, env: environment });
  expect(stdout).toContain(`(${path.join(root, '.data/centre')})`);
  const failed = run(process.execPath, [path.join(root, 'server/cli.ts'), 'export'], { cwd: folder, env: { ...environment, DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' } });
  await expect(failed).rejects.toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^Nothing answers at 127\.0\.0\.1:9[^\n]*\n$/) });
});

describe('lichun operator', () => {
  test('makes somebody an operator and prints a link that lets them in once, on the running server', async () => {
    const server = await startTestServer({ example: 'none' });
    try {
      const { rows } = await server.open.pool.query<{ name: string }>('select current_database() as name');
      address = addressOf(withDatabase(connection, rows[0]?.name ?? ''));
      expect((await lichun(['operator', 'list'])).said).toContain('There is no operator yet.');
      const added = await lichun(['operator', 'add', 'Rescue@Example.com', '--name', '救援']);
      expect(added).toMatchObject({ code: 0, complained: '' });
      expect(added.said).toMatch(/^救援 is an operator now\.\n/);
      const token = /invitation\?token=([\w-]{43})/.exec(added.said)?.[1] ?? '';
      server.clock.advance(Date.now() - server.clock.now().getTime());
      const call = callBy(anonymous);
      const first = await invoke(server.app.ground, server.app.operations.acceptInvitation, call, { token });
      expect(first).toMatchObject({ ok: true, value: { started: {} } });
      expect(await invoke(server.app.ground, server.app.operations.acceptInvitation, call, { token })).toMatchObject({ ok: false });
      expect((await lichun(['operator', 'add', 'rescue@example.com'])).said).toMatch(/was an operator already\./);
      expect((await lichun(['operator', 'list'])).said).toContain('Rescue@example.com');
    } finally {
      await server.close();
    }
  });

  test.each([[['operator']], [['operator', 'add']], [['operator', 'add', '--name', 'x']], [['operator', 'add', 'a@example.com', '--name']], [['operator', 'list', 'all']], [['operator', 'remove', 'a@example.com']]])('%j is told how it is written', async (words) => {
    expect(await lichun(words)).toEqual({ code: 2, said: '', complained: 'Write: lichun operator add <e-mail> [--name <name>], or lichun operator list.' });
  });

  test('an address that is none changes nothing', async () => {
    const { code, complained } = await lichun(['operator', 'add', 'nobody']);
    expect({ code, complained }).toEqual({ code: 1, complained: 'This is not an e-mail address such as help@example.com.' });
    expect((await lichun(['operator', 'list'])).said).toContain('There is no operator yet.');
  });
});
