import { load, getRequest } from './load.ts';
import { newFolder, postgresProcesses, proportionalMemory, removeFolder, startProgram } from './program.ts';
import { rounded, type Bench, type BenchResult } from './result.ts';

/** The second start to ready, and memory after start and after mixed requests. */
export const startAndMemory: Bench = {
  name: 'start-and-memory',
  async run() {
    const folder = newFolder();
    try {
      await (await startProgram(folder)).stop();
      const starts: number[] = [];
      for (let count = 0; count < 2; count++) {
        const again = await startProgram(folder);
        starts.push(again.startedIn);
        await again.stop();
      }
      const program = await startProgram(folder);
      starts.push(program.startedIn);
      const fastest = Math.min(...starts) / 1000;
      const results = [limit('second-start', 's', fastest, 3)];
      try {
        await settle();
        results.push(limit('memory-after-start', 'MB PSS', proportionalMemory(program.pid), 200), limit('memory-postgres', 'MB PSS', postgresMemory(folder), 80));
        await mixed(program.port, 5000);
        await settle();
        const after = proportionalMemory(program.pid);
        results.push(limit('memory-after-5000', 'MB PSS', after, 330));
        await mixed(program.port, 5000);
        await mixed(program.port, 5000);
        await settle();
        const later = proportionalMemory(program.pid);
        results.push({ name: 'memory-flat', unit: 'MB PSS', ours: rounded(later, 0), bare: rounded(after, 0), ratio: rounded(later / after), p50: null, p99: null, bound: '<= 1.1 x after 5,000', kept: later <= after * 1.1 });
        results.push(limit('memory-postgres-after', 'MB PSS', postgresMemory(folder), 80));
      } finally {
        await program.stop();
      }
      return results;
    } finally {
      removeFolder(folder);
    }
  },
};

const limit = (name: string, unit: string, ours: number, most: number): BenchResult => ({ name, unit, ours: rounded(ours), bare: null, ratio: null, p50: null, p99: null, bound: `<= ${most} ${unit}`, kept: ours <= most });

function postgresMemory(folder: string): number {
  return postgresProcesses(folder).map(proportionalMemory).reduce((sum, value) => sum + value, 0);
}

/** Pages, misses, API reads and refusals, `count` in all. */
async function mixed(port: number, count: number): Promise<void> {
  const targets = ['/', '/advice?urgency=now', '/advice?urgency=emergency&lang=en', '/api/v1/support-page', '/api/v1/advice?urgency=later', '/propose', '/nowhere', '/console', '/health/ready', '/sign-in'];
  let sent = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (sent < count) {
        const number = sent++;
        const target = targets[number % targets.length] ?? '/';
        const response = await fetch(`http://127.0.0.1:${port}${number % 7 === 0 ? `/?n${number}=1` : target}`, { redirect: 'manual' });
        await response.arrayBuffer();
      }
    }),
  );
  await load(port, getRequest('/'), { seconds: 1, connections: 4 });
}

/** Memory is read once the collector has had a moment without requests. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 3000));
}
