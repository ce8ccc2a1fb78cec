/** `npm test`: checks, tests, browser tests. `--deep` runs the long ones instead. Ends with `N passed, N failed`. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './steps/browser.ts';
import { checks } from './steps/checks.ts';
import { root, runTool } from './steps/run.ts';

type Counts = { passed: number; failed: number; skipped: number };

/** What failed, told once more at the end: a log that is cut keeps its last lines. */
const failures: string[] = [];

const deep = process.argv.includes('--deep');
const rest = process.argv.slice(2).filter((argument) => argument !== '--deep');
const counts: Counts = { passed: 0, failed: 0, skipped: 0 };

if (deep) await longOnes();
else if (rest.length > 0) await suite('tests', 'vitest.config.ts');
else await everything();
console.log(failures.length === 0 ? '' : `\n— failed —\n\n${failures.join('\n\n')}\n`);
console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

/**
 * The tests, and beside them what would leave the machine half idle on its own: the checks, and then the browser tests, which wait for the
 * screen more than they work. What those say is printed after the tests.
 */
async function everything(): Promise<void> {
  const beside = (async () => {
    const [browser, checked] = await Promise.all([findBrowser(), allChecks()]);
    return `${checked}${await browserSuite(browser)}`;
  })();
  await suite('tests', 'vitest.config.ts');
  console.log(await beside);
}

/** Drills, then walks through the examples in a browser; a file that is named is looked for among the drills. */
async function longOnes(): Promise<void> {
  await suite('long drills', 'vitest.deep.config.ts');
  if (rest.length === 0) console.log(await browserSuite(await findBrowser(), { DEEP: '1' }));
}

/** One after the other: each uses every core that it finds. Answers what there is to say. */
async function allChecks(): Promise<string> {
  let said = '\n— checks —\n';
  for (const check of checks) {
    const wrong = await check.run();
    said += `${wrong === undefined ? '✓' : '✗'} ${check.name}\n${wrong === undefined ? '' : `${wrong}\n`}`;
    counts[wrong === undefined ? 'passed' : 'failed'] += 1;
    if (wrong !== undefined) failures.push(`✗ ${check.name}\n${shortened(wrong)}`);
  }
  return said;
}

async function browserSuite(browser: string | undefined, environment: Record<string, string> = {}): Promise<string> {
  if (browser !== undefined) return suite('browser tests', 'vitest.browser.config.ts', { quiet: true, environment: { CHROMIUM: browser, ...environment } });
  counts.skipped += 1;
  return '\nBrowser tests are skipped: no Chromium is installed, and only root can install one.';
}

/** Runs a suite and adds its counts; a suite that could not start counts as one failure. Answers what it printed, or would have. */
async function suite(name: string, config: string, { quiet = false, environment = {} }: { quiet?: boolean; environment?: Record<string, string> } = {}): Promise<string> {
  const title = `\n— ${name} —\n`;
  if (!quiet) console.log(title);
  const folder = path.join(root, '.check');
  mkdirSync(folder, { recursive: true });
  const report = path.join(folder, `${config}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code, output } = await runTool('vitest/vitest.mjs', ['run', '--config', config, ...reporters, ...rest], { quiet, environment: { ...environment, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) } });
  const read = readReport(report);
  counts.passed += read.passed;
  counts.skipped += read.skipped;
  counts.failed += Math.max(read.failed, read.failures.length, code === 0 ? 0 : 1);
  failures.push(...read.failures);
  // A suite that ends badly without a failed test (a file that does not load, a promise nobody caught) says why in its last lines only.
  if (code !== 0 && read.failures.length === 0) failures.push(`✗ ${name}\n${output.slice(-4000)}`);
  return `${title}${output}`;
}

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; message: string; assertionResults: { status: string; fullName: string; failureMessages: string[] | null }[] }[];
};

function readReport(file: string): Counts & { failures: string[] } {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const wrong = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
      const place = path.relative(root, name);
      const failed = assertionResults.filter((one) => one.status === 'failed');
      if (failed.length === 0) return status === 'failed' ? [`✗ ${place}\n${shortened(message)}`] : [];
      return failed.map((one) => `✗ ${place}: ${one.fullName}\n${shortened((one.failureMessages ?? []).join('\n'))}`);
    });
    return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests, failures: wrong };
  } catch (error) {
    console.log(`No report: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: 0, failures: [] };
  }
}

/** The first lines of what went wrong; the whole stands further up. */
function shortened(text: string, lines = 30): string {
  const all = text.trimEnd().split('\n');
  return all.length <= lines ? all.join('\n') : `${all.slice(0, lines).join('\n')}\n… ${all.length - lines} more lines`;
}
