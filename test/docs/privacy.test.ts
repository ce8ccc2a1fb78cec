import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { personalData } from '../../server/personal-data.ts';
import { retentionKinds } from '../../server/retention.ts';

const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/privacy.md'), 'utf8');
const part = text.slice(text.indexOf('## What is kept'), text.indexOf('## Who else'));
const rows = part.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| who |')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
const named = (column: number) => [...new Set(rows.flatMap((row) => [...(row[column] ?? '').matchAll(/`([\w-]+)`/g)].map(([, name]) => name ?? '')))].toSorted();

describe('docs/privacy.md, what is kept', () => {
  test('says of every area of personal data who it is about and why, and of none that is not there', () => {
    expect(rows.length).toBeGreaterThan(10);
    expect(named(2)).toEqual(personalData.map(({ area }) => area).toSorted());
  });

  test('names every kind of data that goes after a period, and none that is not there', () => {
    const kinds = retentionKinds.map(({ key }) => key);
    expect(named(3)).toEqual([...new Set(kinds)].toSorted());
  });
});
