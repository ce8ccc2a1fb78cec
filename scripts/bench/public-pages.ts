import { fork } from 'node:child_process';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root } from '../steps/run.ts';
import { getRequest, load, type Load } from './load.ts';
import { freePort, newFolder, removeFolder, startProgram } from './program.ts';
import { rounded, type Bench, type BenchResult } from './result.ts';

/** Support page, adviser and join page out of the page cache, against a bare server that answers the same bytes. */
export const publicPages: Bench = {
  name: 'public-pages',
  async run() {
    const folder = newFolder();
    const program = await startProgram(folder);
    try {
      const results: BenchResult[] = [];
      for (const [name, target] of [['support-page', '/'], ['adviser', '/advice?urgency=emergency'], ['join-page', '/g/user-group-qq']] as const) {
        const page = await fetch(`http://127.0.0.1:${program.port}${target}`, { headers: { 'accept-encoding': 'identity' } });
        const html = await page.text();
        const raw = await rawAnswer(program.port, target);
        const bare = await startBare(raw);
        try {
          await load(program.port, getRequest(target), { seconds: 2 });
          await load(bare.port, getRequest(target), { seconds: 2 });
          // Interleaved rounds, so that what else the machine does weighs on both.
          const [ours, theirs]: [Load[], Load[]] = [[], []];
          for (let round = 0; round < 3; round++) {
            theirs.push(await load(bare.port, getRequest(target), { seconds: 3 }));
            ours.push(await load(program.port, getRequest(target), { seconds: 3 }));
          }
          const best = (loads: Load[]) => loads.toSorted((left, right) => right.perSecond - left.perSecond)[0]!;
          const [our, their] = [best(ours), best(theirs)];
          const ratio = our.perSecond / their.perSecond;
          results.push({ name: `${name}-throughput`, unit: 'requests/s', ours: rounded(our.perSecond, 0), bare: rounded(their.perSecond, 0), ratio: rounded(ratio), p50: rounded(our.p50), p99: rounded(our.p99), bound: '>= 0.4 x bare', kept: ratio >= 0.4 });
        } finally {
          bare.stop();
        }
        results.push(await missCost(program.port, name, target), pageWeight(name, html, raw.body.length));
      }
      return results;
    } finally {
      await program.stop();
      removeFolder(folder);
    }
  },
};

/** Rendering anew: each query that was never asked before misses the cache. */
async function missCost(port: number, name: string, target: string): Promise<BenchResult> {
  const times: number[] = [];
  for (let count = 0; count < 120; count++) {
    const started = performance.now();
    const response = await fetch(`http://127.0.0.1:${port}${target}${target.includes('?') ? '&' : '?'}x${count}=${Date.now()}`, { headers: { 'accept-encoding': 'gzip' } });
    await response.arrayBuffer();
    if (count >= 20) times.push(performance.now() - started);
  }
  times.sort((left, right) => left - right);
  const [p50, p99] = [times[Math.floor(times.length * 0.5)] ?? 0, times[Math.floor(times.length * 0.99)] ?? 0];
  return { name: `${name}-cache-miss`, unit: 'ms', ours: rounded(p50), bare: null, ratio: null, p50: rounded(p50), p99: rounded(p99), bound: '<= 15 ms', kept: p50 <= 15 };
}

function pageWeight(name: string, html: string, compressed: number): BenchResult {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)/g)].length;
  return { name: `${name}-html`, unit: 'KB gz', ours: rounded(compressed / 1024), bare: null, ratio: null, p50: null, p99: null, bound: 'no inline script', kept: scripts === 0 };
}

async function rawAnswer(port: number, target: string): Promise<{ headers: [string, string][]; body: Buffer }> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: target, headers: { host: '127.0.0.1', 'accept-encoding': 'gzip', 'accept-language': 'zh-CN' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        gunzipSync(body);
        const skipped = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'x-request-id']);
        resolve({ headers: Object.entries(response.headers).filter(([key]) => !skipped.has(key)).map(([key, value]) => [key, String(value)]), body });
      });
    })
      .on('error', reject)
      .end();
  });
}

async function startBare(answer: { headers: [string, string][]; body: Buffer }): Promise<{ port: number; stop(): void }> {
  const port = await freePort();
  const child = fork(path.join(root, 'scripts/bench/bare.ts'), { execPath: process.execPath, env: { ...process.env, NODE_ENV: 'production' } });
  const ready = new Promise<void>((resolve) => child.once('message', () => resolve()));
  child.send({ headers: answer.headers, body: answer.body.toString('base64'), port });
  await ready;
  return { port, stop: () => child.kill('SIGKILL') };
}
