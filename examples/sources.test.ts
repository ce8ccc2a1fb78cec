import { readFileSync } from 'node:fs';
import type { RouteConfigEntry } from '@react-router/dev/routes';
import { describe, expect, test } from 'vitest';
import routes from '../web/routes.ts';
import { exampleNames, readExample, readSource, sourceFiles, sourcesPresent, valueAt, type SourceName } from './read-examples.ts';

const table = readFileSync(new URL('../docs/sources.md', import.meta.url), 'utf8');
const sourceNames = Object.keys(sourceFiles) as SourceName[];

/** Every path of the program's pages, with `:` for what differs. */
function pathsIn(entries: readonly RouteConfigEntry[], above = ''): string[] {
  return entries.flatMap(({ path = '', children = [] }) => {
    const whole = [above, path].filter((part) => part !== '').join('/');
    return [whole, whole.replace(/\/:\w+\?$/, '')].map((one) => one.replaceAll(/:\w+\??/g, ':')).concat(pathsIn(children, whole));
  });
}

const rows = [...table.matchAll(/^\| (\d{3}):L(\d+)(?:–(\d+))? \| (.+) \| (.+) \| (.+) \|$/gm)].map(
  ([, source = '', first = '', last, statement = '', where = '', shown = '']) => ({
    source, first: Number(first), last: Number(last ?? first), statement, where, shown,
  }),
);

describe('the table of sources', () => {
  test('reads every row', () => {
    expect(rows.length).toBeGreaterThan(150);
    expect(rows).toHaveLength(table.match(/^\| \d{3}:/gm)?.length ?? 0);
    expect(rows.filter(({ statement, where }) => statement.includes(' | ') || where.includes(' | '))).toEqual([]);
  });

  test.each(exampleNames)('names only keys that the example %s has', (name) => {
    const paths = [...table.matchAll(/`([a-z0-9]+): ([\w.-]+)`/g)].filter(([, example]) => example === name).map(([, , path = '']) => path);
    expect(paths.length).toBeGreaterThan(20);
    const file = readExample(name);
    expect(paths.filter((path) => valueAt(file, path) === undefined)).toEqual([]);
  });

  test('names only pages that the program has', () => {
    const named = [...table.matchAll(/`(\/[\w/{}-]*)`/g)].map(([, path = '']) => path);
    const pages = new Set(pathsIn(routes));
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !pages.has(path.slice(1).replaceAll(/\{\w+\}/g, ':')))).toEqual([]);
  });

  test('says of every row that a page shows where the page finds it', () => {
    const shown = rows.filter((row) => row.shown.startsWith('page'));
    expect(shown.filter(({ where }) => !/`(?:(?:dingtalk|websoft9|littleskin): |\/)/.test(where))).toEqual([]);
    expect(rows.filter((row) => !/^(?:page|page, later live|later|no)$/.test(row.shown))).toEqual([]);
  });

  test('gives a reason for everything that is not carried', () => {
    const refused = rows.filter((row) => row.shown === 'no');
    expect(refused.filter(({ where }) => !/page furniture|picture|claim/.test(where))).toEqual([]);
  });

  test('names each channel, topic, group, question and reading of the examples', () => {
    for (const name of exampleNames) {
      const file = readExample(name);
      const expected = (['channels', 'topics', 'fleets', 'questions', 'readings', 'scope', 'services', 'contacts'] as const).flatMap((section) =>
        (file[section] ?? []).map(({ key }) => `\`${name}: ${section}.${key}`),
      );
      // Topics are named by the whole section where the source says nothing about one alone.
      const unnamed = expected.filter((key) => !table.includes(key) && !(key.includes(': topics.') && table.includes(`\`${name}: topics\``)));
      expect(unnamed).toEqual([]);
    }
  });
});

if (!sourcesPresent) console.log('skipped: comparing docs/sources.md with the sources, because ../shared/source is absent');

describe.skipIf(!sourcesPresent).each(sourceNames)('beside source %s, the table', (name) => {
  test('covers every line that is not blank, and no line that does not exist', () => {
    const lines = readSource(name);
    const covered = new Set(rows.filter(({ source }) => source === name).flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, step) => first + step)));
    const missed = lines.flatMap((line, index) => (line.trim() === '' || covered.has(index + 1) ? [] : [`${name}:L${index + 1}`]));
    expect(missed).toEqual([]);
    expect([...covered].filter((line) => line < 1 || line > lines.length)).toEqual([]);
  });

  test('quotes no twelve Chinese characters in a row', () => {
    const onlyHan = (text: string) => (text.match(/\p{Script=Han}/gu) ?? []).join('');
    const original = onlyHan(readSource(name).join('\n'));
    const copied = table.split('\n').flatMap((line) => {
      const characters = onlyHan(line);
      return Array.from({ length: Math.max(0, characters.length - 11) }, (_, start) => characters.slice(start, start + 12)).filter((run) => original.includes(run));
    });
    expect(copied).toEqual([]);
  });
});
