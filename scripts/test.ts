/** `npm test`: checks, tests, browser tests. `--deep` runs the long ones instead. Ends with `N passed, N failed`. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './steps/browser.ts';
import { checks } from './steps/checks.ts';
import { root, runTool } from './steps/run.ts';

type Counts = { passed: number; failed: number; skipped: number };

const deep = process.argv.includes('--deep');
const rest = process.argv.slice(2).filter((argument) => argument !== '--deep');
const counts: Counts = { passed: 0, failed: 0, skipped: 0 };

if (deep) {
  await suite('long drills', 'vitest.deep.config.ts', {});
} else {
  if (rest.length === 0) await allChecks();
  await suite('tests', 'vitest.config.ts', {});
  if (rest.length === 0) await browserSuite();
}
console.log('');
console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

async function allChecks(): Promise<void> {
  for (const check of checks) {
    const wrong = await check.run();
    console.log(`${wrong === undefined ? '✓' : '✗'} ${check.name}`);
    if (wrong !== undefined) console.log(wrong);
    counts[wrong === undefined ? 'passed' : 'failed'] += 1;
  }
}

async function browserSuite(): Promise<void> {
  const browser = findBrowser();
  if (browser === undefined) {
    console.log('Browser tests are skipped: no Chromium is installed, and only root can install one.');
    counts.skipped += 1;
    return;
  }
  await suite('browser tests', 'vitest.browser.config.ts', { CHROMIUM: browser });
}

/** Runs a suite and adds its counts; a suite that could not start counts as one failure. */
async function suite(name: string, config: string, environment: Record<string, string>): Promise<void> {
  console.log(`\n— ${name} —`);
  const folder = path.join(root, '.check');
  mkdirSync(folder, { recursive: true });
  const report = path.join(folder, `${config}.json`);
  rmSync(report, { force: true });
  const { code } = await runTool('vitest/vitest.mjs', ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...rest], { environment: { ...environment, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' } });
  const read = readReport(report);
  counts.passed += read.passed;
  counts.skipped += read.skipped;
  counts.failed += code !== 0 && read.failed === 0 ? 1 : read.failed;
}

function readReport(file: string): Counts {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number };
    return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests };
  } catch (error) {
    console.log(`No report: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
