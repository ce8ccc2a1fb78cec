/** `npm run check`: types, lint, walls, and the tests of what changed since the last commit. Under 30 s. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { checks } from './steps/checks.ts';
import { root, runTool } from './steps/run.ts';

let failed = 0;
const started = performance.now();
const results = await Promise.all(checks.map(async (check) => ({ name: check.name, wrong: await check.run() })));
for (const { name, wrong } of results) {
  console.log(`${wrong === undefined ? '✓' : '✗'} ${name}`);
  if (wrong !== undefined) {
    failed += 1;
    console.log(wrong);
  }
}
if (existsSync(path.join(root, '.git'))) {
  const { code } = await runTool('vitest/vitest.mjs', ['run', '--changed', '--passWithNoTests', '--silent=passed-only']);
  if (code !== 0) failed += 1;
}
console.log(`${Math.round((performance.now() - started) / 1000)} s`);
process.exitCode = failed > 0 ? 1 : 0;
