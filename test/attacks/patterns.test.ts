import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isSafe } from 'redos-detector';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { root } from '../../scripts/steps/run.ts';

/** Every regular expression that the product's own sources spell out, once, with its first place. */
function patterns(): { place: string; pattern: RegExp }[] {
  const known = new Set<string>();
  const files = globSync('{server,common,web}/**/*.{ts,tsx}', { cwd: root }).filter((file) => !/\.(?:test|deep|browser)\.tsx?$|\/testing\//.test(file));
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const found: { place: string; pattern: RegExp }[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node) && !known.has(node.text)) {
        known.add(node.text);
        const end = node.text.lastIndexOf('/');
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push({ place: `${file}:${line + 1} ${node.text}`, pattern: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)) });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** Backtracks that one starting place may cost; inputs are bounded besides. */
const most = 1000;

// Some patterns take the detector seconds, and many times that on a machine with much else to do.
test('G2: no pattern of the product can be made to backtrack without end', { timeout: 300_000 }, () => {
  const all = patterns();
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter(({ pattern }) => !isSafe(pattern, { maxScore: most, timeout: 60_000 }).safe).map(({ place }) => place)).toEqual([]);
});

test('G2: a pattern that backtracks without end would be found', () => {
  expect(isSafe(/^(?:a+)+$/, { maxScore: most }).safe).toBe(false);
  expect(isSafe(/(?:x|xy)*z/, { maxScore: most }).safe).toBe(false);
});
