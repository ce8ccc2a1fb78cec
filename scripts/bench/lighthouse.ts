import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../steps/browser.ts';
import { root } from '../steps/run.ts';
import { newFolder, removeFolder, startProgram } from './program.ts';
import { rounded, type Bench, type BenchResult } from './result.ts';

const folder = path.join(root, 'scripts/bench/lighthouse');
const wanted = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 } as const;
const browserFlags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];

type Report = { categories: Record<string, { score: number | null }>; audits: Record<string, { score: number | null; title: string; scoreDisplayMode: string }> };

/** Lighthouse on a simulated phone, on the support page; whether an example is indexed is left aside. */
export const lighthouse: Bench = {
  name: 'lighthouse',
  async run() {
    const browser = await findBrowser();
    if (browser === undefined) {
      console.error('lighthouse is skipped: no Chromium is installed.');
      return [];
    }
    const program = path.join(folder, 'node_modules/lighthouse/cli/index.js');
    if (!existsSync(program)) spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1' } });
    const data = newFolder();
    const centre = await startProgram(data);
    try {
      await fetch(`http://127.0.0.1:${centre.port}/`).then((response) => response.text());
      const ran = spawnSync(process.execPath, [program, `http://127.0.0.1:${centre.port}/`, '--output=json', '--quiet', '--form-factor=mobile', '--skip-audits=is-crawlable', `--chrome-flags=${browserFlags.join(' ')}`, '--max-wait-for-load=30000'], { encoding: 'utf8', env: { ...process.env, CHROME_PATH: browser }, maxBuffer: 64 * 1024 * 1024 });
      if (ran.status !== 0) throw new Error(`Lighthouse ended with ${ran.status}: ${ran.stderr.slice(-2000)}`);
      const report = JSON.parse(ran.stdout) as Report;
      for (const [name, audit] of Object.entries(report.audits)) if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative') console.error(`lighthouse: ${name} ${audit.score} — ${audit.title}`);
      return Object.entries(wanted).map(([name, least]): BenchResult => {
        const score = rounded((report.categories[name]?.score ?? 0) * 100, 0);
        return { name: `lighthouse-${name}`, unit: 'points', ours: score, bare: null, ratio: null, p50: null, p99: null, bound: `>= ${least}`, kept: score >= least };
      });
    } finally {
      await centre.stop();
      removeFolder(data);
    }
  },
};
