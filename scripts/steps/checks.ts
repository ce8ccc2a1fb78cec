import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, runTool } from './run.ts';

export type Check = { name: string; run(): Promise<string | undefined> };

const sources = ['server', 'web', 'common', 'scripts', 'test', 'examples', 'client'];

/** Every check that needs no test runner; each answers what is wrong, or nothing. */
export const checks: readonly Check[] = [
  {
    name: 'types',
    async run() {
      const generated = await runTool('@react-router/dev/bin.cjs', ['typegen'], { quiet: true });
      if (generated.code !== 0) return generated.output;
      const { code, output } = await runTool('typescript-native/bin/tsc', ['--noEmit', '-p', '.'], { quiet: true });
      return code === 0 ? undefined : output;
    },
  },
  {
    name: 'lint',
    async run() {
      const { code, output } = await runTool('oxlint/bin/oxlint', ['--deny-warnings', ...sources], { quiet: true });
      return code === 0 ? undefined : output;
    },
  },
  {
    name: 'walls',
    async run() {
      const { code, output } = await runTool('dependency-cruiser/bin/dependency-cruiser.mjs', ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', 'server', 'web', 'common'], { quiet: true });
      // A cruiser that read nothing is green too: without a fitting TypeScript it finds no module.
      const cruised = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0);
      if (cruised < 100) return `Only ${cruised} modules were read.\n${output}`;
      return code === 0 ? undefined : output;
    },
  },
  { name: 'small files', run: async () => listed(longFiles()) },
  { name: 'pure time', run: async () => listed(impureTime()) },
];

function listed(found: readonly string[]): string | undefined {
  return found.length === 0 ? undefined : found.join('\n');
}

/** Files that should be split: more than 400 lines. */
export function longFiles(folder = root): string[] {
  return sourceFiles(folder)
    .map((file) => ({ file, lines: readFileSync(path.join(folder, file), 'utf8').split('\n').length - 1 }))
    .filter(({ file, lines }) => lines > 400 && !/\.(?:test|deep|browser)\.tsx?$/.test(file))
    .map(({ file, lines }) => `${file}: ${lines} lines, 400 at most`);
}

/** `new Date()` in a rule reads the clock; the linter cannot see it without an argument. */
export function impureTime(folder = root): string[] {
  return sourceFiles(folder)
    .filter((file) => /^(?:server\/[^/]+\/rules|common\/calendar)\//.test(file) && !/\.(?:test|deep)\.ts$/.test(file))
    .filter((file) => /\bnew Date\(\s*\)/.test(readFileSync(path.join(folder, file), 'utf8')))
    .map((file) => `${file}: a rule is given the time as a fact`);
}

function sourceFiles(folder: string): string[] {
  return globSync(['server', 'web', 'common', 'scripts'].map((name) => `${name}/**/*.{ts,tsx}`), { cwd: folder });
}
