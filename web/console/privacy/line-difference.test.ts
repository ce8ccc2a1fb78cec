import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDifference } from './line-difference.ts';

test('a changed line is taken away and added, with two lines around it; the rest is counted', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].join('\n');
  expect(lineDifference(before, before.replace('d', 'D'))).toEqual([
    { kind: 'skipped', count: 1 },
    { kind: 'same', text: 'b' },
    { kind: 'same', text: 'c' },
    { kind: 'removed', text: 'd' },
    { kind: 'added', text: 'D' },
    { kind: 'same', text: 'e' },
    { kind: 'same', text: 'f' },
    { kind: 'skipped', count: 1 },
  ]);
});

test('what is shown always leads from the one text to the other', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, text, (left, right) => {
      const lines = lineDifference(left.join('\n'), right.join('\n'));
      const count = (kinds: readonly string[]) => lines.reduce((sum, line) => sum + (line.kind === 'skipped' ? (kinds.includes('same') ? line.count : 0) : kinds.includes(line.kind) ? 1 : 0), 0);
      expect([count(['same', 'removed']), count(['same', 'added'])]).toEqual([left.length, right.length]);
      expect(lines.some(({ kind }) => kind === 'added' || kind === 'removed')).toBe(left.join('\n') !== right.join('\n'));
    }),
  );
});
