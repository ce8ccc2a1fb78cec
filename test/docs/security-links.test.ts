import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const text = readFileSync(path.join(root, 'docs/security.md'), 'utf8');
const targets = new Map([...text.matchAll(/^\[([\w-]{1,40})\]: (\S{1,200})$/gm)].map(([, name, target]) => [name ?? '', path.join(root, 'docs', target ?? '')]));
const body = text.replace(/^\[[\w-]{1,40}\]: \S{1,200}$/gm, '');
const used = [...body.matchAll(/\[([\w-]{1,40})\](?!\()(?: “([^”]{1,300})”)?/g)].map(([, name, title]) => ({ name: name ?? '', title }));

/** Lines of levels 1 and 2 in each section of V6–V10, as 6.2.1 … 6.2.12, by the released 5.0.0. */
const asked: Readonly<Record<string, number>> = { '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3, '6.8': 4, '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2, '8.1': 2, '8.2': 3, '8.3': 1, '8.4': 1, '9.1': 3, '9.2': 4, '10.1': 2, '10.2': 2, '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2, '10.7': 3 };
const rows = body.split('\n').flatMap((line) => {
  const [, number, last, , here, proof] = /^\| (\d{1,2}\.\d\.\d{1,2})(?:–(\d{1,2}\.\d\.\d{1,2}))? \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$/.exec(line) ?? [];
  return number === undefined ? [] : [{ number, last: last ?? number, here: here ?? '', proof: proof ?? '' }];
});

/** The numbers that a row is about: one, or from one to another. */
function numbersOf({ number, last }: { number: string; last: string }): string[] {
  const section = number.slice(0, number.lastIndexOf('.'));
  const [from, to] = [number, last].map((each) => Number(each.slice(each.lastIndexOf('.') + 1)));
  return Array.from({ length: (to ?? 0) - (from ?? 0) + 1 }, (_, index) => `${section}.${(from ?? 0) + index}`);
}

describe('docs/security.md', () => {
  test('links to what is there, and names tests that are there', () => {
    expect(used.length).toBeGreaterThan(100);
    const wrong = used.filter(({ name, title }) => {
      const target = targets.get(name);
      return target === undefined || !existsSync(target) || (title !== undefined && !readFileSync(target, 'utf8').includes(`('${title}'`));
    });
    expect(wrong).toEqual([]);
    expect([...targets.keys()].filter((name) => !used.some((use) => use.name === name))).toEqual([]);
  });

  test('names files in its table of threats that are there', () => {
    const named = [...body.matchAll(/`((?:server|web|common|test|docs)\/[\w./-]{1,120})`/g)].map(([, file]) => file ?? '');
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  test('has every line of ASVS 5.0, V6 to V10, levels 1 and 2, once, each met, not met or not applicable', () => {
    const expected = Object.entries(asked).flatMap(([section, count]) => Array.from({ length: count }, (_, index) => `${section}.${index + 1}`));
    expect(rows.flatMap(numbersOf)).toEqual(expected);
    expect(rows.filter(({ here }) => !/^(?:met|\*\*not met\*\*|not applicable: \S)/.test(here))).toEqual([]);
    expect(rows.filter(({ here, proof }) => !here.startsWith('not applicable') && !/\[[\w-]{1,40}\]/.test(proof)).map(({ number }) => number)).toEqual([]);
  });
});
