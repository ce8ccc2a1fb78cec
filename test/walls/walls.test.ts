import { mkdirSync, rmSync, symlinkSync, writeFileSync, copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { impureTime, longFiles } from '../../scripts/steps/checks.ts';
import { root } from '../../scripts/steps/run.ts';
import { spawnSync } from 'node:child_process';

/** One planted violation per wall: a file that breaks exactly this rule, in a tree laid out like ours. */
const planted: Record<string, Record<string, string>> = {
  'no-cycles': { 'server/people/one.ts': "import './other.ts';\n", 'server/people/other.ts': "import './one.ts';\n" },
  resolvable: { 'server/people/lost.ts': "import './nowhere.ts';\n" },
  'front-door': { 'server/channels/reach.ts': "import { x } from '../people/store.ts';\nexport const y = x;\n" },
  'platform-front-door': { 'server/channels/inside.ts': "import { inner } from '../platform/inner/part.ts';\nexport const y = inner;\n" },
  directions: { 'server/centre/shows.ts': "import { x } from '../channels/index.ts';\nexport const y = x;\n" },
  'small-rooms-use-front-doors': { 'server/demo/fill.ts': "import { x } from '../people/store.ts';\nexport const y = x;\n" },
  'people-is-right-of-all': { 'server/people/knows.ts': "import { x } from '../centre/index.ts';\nexport const y = x;\n" },
  'platform-knows-no-domain': { 'server/platform/domain.ts': "import { x } from '../people/index.ts';\nexport const y = x;\n" },
  'pure-rules': { 'server/people/rules/acts.ts': "import { x } from '../store.ts';\nexport const y = x;\n" },
  'only-stores-touch-the-database': { 'server/people/actions/query.ts': "import { sql } from 'kysely';\nexport const y = sql;\n" },
  'web-never-imports-server': { 'web/page.ts': "import { x } from '../server/people/index.ts';\nexport const y = x;\n" },
  'common-is-a-leaf': { 'common/leaf.ts': "import { x } from '../server/people/index.ts';\nexport const y = x;\n" },
  'no-test-code-in-the-product': { 'server/people/testing.ts': 'export const t = 1;\n', 'server/people/uses.ts': "import { t } from './testing.ts';\nexport const y = t;\n" },
  'one-way-out': { 'server/people/call.ts': "import { get } from 'node:https';\nexport const y = get;\n" },
};

const ground: Record<string, string> = {
  'server/people/store.ts': 'export const x = 1;\n',
  'server/people/index.ts': "export { x } from './store.ts';\n",
  'server/centre/index.ts': 'export const x = 1;\n',
  'server/channels/index.ts': 'export const x = 1;\n',
  'server/platform/inner/part.ts': 'export const inner = 1;\n',
};

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lichun-walls-'));
  for (const [file, text] of [...Object.entries(ground), ...Object.values(planted).flatMap((files) => Object.entries(files))]) write(file, text);
  for (const file of ['.dependency-cruiser.mjs', '.oxlintrc.json', 'tsconfig.json', 'package.json']) copyFileSync(path.join(root, file), path.join(folder, file));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function run(tool: string, given: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'node_modules', tool), ...given], { cwd: folder, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

type Violation = { from: string; rule: { name: string } };

test('every wall stops the violation that is planted against it', () => {
  const { output } = run('dependency-cruiser/bin/dependency-cruiser.mjs', ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'server', 'web', 'common']);
  const report = JSON.parse(output) as { summary: { violations: Violation[] } };
  const caught = (rule: string) => report.summary.violations.filter((violation) => violation.rule.name === rule).map((violation) => violation.from);
  const missed = Object.entries(planted).filter(([rule, files]) => !caught(rule).some((from) => Object.keys(files).includes(from))).map(([rule]) => rule);
  expect(missed).toEqual([]);
});

test('a wall that is configured has a planted violation', async () => {
  const { default: configuration } = (await import('../../.dependency-cruiser.mjs' as string)) as { default: { forbidden: { name: string }[] } };
  expect(configuration.forbidden.map((rule) => rule.name).toSorted()).toEqual(Object.keys(planted).toSorted());
});

test.each([
  ['export const y = Date.now();', 'Date.now'],
  ['export const y = Math.random();', 'Math.random'],
  ["export const y = () => fetch('x');", 'fetch'],
  ['export const y = () => process.exit(1);', 'process'],
  ['export const y = () => setTimeout(() => 1, 1);', 'setTimeout'],
])('the linter refuses in a rule: %s', (text, word) => {
  write('server/people/rules/planted.ts', `${text}\n`);
  const { status, output } = run('oxlint/bin/oxlint', ['-c', '.oxlintrc.json', '--deny-warnings', 'server/people/rules']);
  expect(status).not.toBe(0);
  expect(output).toContain(word);
});

test.each([["export const y = () => fetch('https://example.com');", 'fetch'], ["import { request } from 'node:http';\nexport const y = request;", 'node:http'], ["import { connect } from 'node:net';\nexport const y = connect;", 'node:net']])('the linter refuses a second way out: %s', (text, word) => {
  write('server/people/way-out.ts', `${text}\n`);
  const { status, output } = run('oxlint/bin/oxlint', ['-c', '.oxlintrc.json', '--deny-warnings', 'server/people/way-out.ts']);
  expect(status).not.toBe(0);
  expect(output).toContain(word);
});

test('a rule that reads the clock and a file that grew too long are found', () => {
  write('server/people/rules/clock.ts', 'export const now = () => new Date( );\n');
  write('server/people/long.ts', 'export {};\n'.repeat(401));
  expect(impureTime(folder)).toEqual(['server/people/rules/clock.ts: a rule is given the time as a fact']);
  expect(longFiles(folder)).toEqual(['server/people/long.ts: 401 lines, 400 at most']);
});
