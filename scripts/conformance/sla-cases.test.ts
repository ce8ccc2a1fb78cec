import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCases } from './sla-cases.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const due = {
  kind: 'due',
  id: 'a1',
  cal: { tz: 'UTC', hours: { mon: [['09:00', '17:00']] } },
  start: '2024-01-15T10:00:00Z',
  minutes: 60,
  pauses: [],
  expect: '2024-01-15T11:00:00Z',
};
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lichun-sla-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fileWith(content: unknown): string {
  const file = join(folder, 'cases.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function run(...files: string[]) {
  return spawnSync(join(root, 'node_modules/.bin/node'), [join(root, 'scripts/conformance-sla.ts'), ...files], { encoding: 'utf8' });
}

describe('conformance:sla', () => {
  it('ends with the count and succeeds when every case passes', () => {
    const { stdout, status } = run(fileWith([due, { ...due, id: 'a2', minutes: -5, kind: 'error', expect: undefined }]));
    expect(stdout).toBe('2 passed, 0 failed\n');
    expect(status).toBe(0);
  });

  it('lists what differs and fails', () => {
    const wrong = { ...due, id: 'a3', expect: '2024-01-15T12:00:00+00:00' };
    const accepted = { ...due, id: 'a4', kind: 'error' };
    const refused = { ...due, id: 'a5', cal: { ...due.cal, tz: 'Mars/Phobos' } };
    const { stdout, status } = run(fileWith([due, wrong, accepted, refused]));
    expect(stdout.split('\n')).toEqual([
      'a3: expected 2024-01-15T12:00:00.000Z, got 2024-01-15T11:00:00.000Z',
      'a4: expected refused, got 2024-01-15T11:00:00.000Z',
      'a5: expected 2024-01-15T11:00:00.000Z, got refused: unknown_zone',
      '1 passed, 3 failed',
      '',
    ]);
    expect(status).toBe(1);
  });

  it('says which part of a calendar it does not know', () => {
    const { stdout } = run(fileWith([{ ...due, cal: { ...due.cal, lunch: true } }]));
    expect(stdout).toBe('a1: not part of the format and ignored: cal.lunch\n1 passed, 0 failed\n');
  });

  it('wants one file and says how', () => {
    const { stderr, status } = run();
    expect(stderr).toBe('Name one file: npm run -s conformance:sla -- FILE\n');
    expect(status).toBe(2);
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['not JSON', '[{', /is not JSON .*: mend it there\.$/],
    ['no list', { cases: [] }, /holds no list: the file is a JSON array of cases\.$/],
    ['an empty list', [], /holds no cases: put at least one into the list\.$/],
    ['an unknown kind', [due, { ...due, id: 'b1', kind: 'overdue' }], /case 2 \(b1\): unknown kind "overdue"; use one of due, elapsed, error\.$/],
    ['a missing field', [{ ...due, minutes: undefined }], /case 1 \(a1\): minutes: .*; mend it there\.$/],
    ['an unknown weekday', [{ ...due, cal: { tz: 'UTC', hours: { monday: [] } } }], /case 1 \(a1\): cal\.hours.*; mend it there\.$/],
    ['something that is no case', [null], /case 1: the case: .*; mend it there\.$/],
  ])('is named: %s', (_name, content, sentence) => {
    const read = readCases(fileWith(content));
    expect(read.ok ? '' : read.sentence).toMatch(sentence);
  });

  it('is named: missing, or a folder', () => {
    const missing = readCases(join(folder, 'nowhere.json'));
    expect(missing.ok ? '' : missing.sentence).toMatch(/^There is no file .*nowhere\.json: check the path\.$/);
    const directory = readCases(folder);
    expect(directory.ok ? '' : directory.sentence).toMatch(/is a folder: name the JSON file in it\.$/);
  });
});
