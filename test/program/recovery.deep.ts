import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder, startProgram } from '../harness/program.ts';

const alive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
};

/** PostgreSQL's own process, as its pid file in the data folder names it. */
function postgresPid(data: string): number {
  const file = execFileSync('find', ['-L', data, '-name', 'postmaster.pid'], { encoding: 'utf8' }).trim().split('\n')[0] ?? '';
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

test('Ctrl-C ends the server and its PostgreSQL', async () => {
  const data = dataFolder();
  const started = await startProgram({ data });
  await started.ready();
  const postgres = postgresPid(data);
  expect(alive(postgres)).toBe(true);
  started.child.kill('SIGINT');
  expect(await started.ended).toBe(0);
  expect(started.output()).toContain('Stopped');
  expect(alive(postgres)).toBe(false);
  rmSync(path.dirname(data), { recursive: true, force: true });
});

test('after kill -9, five times over, the next start recovers by itself and has everything that was acknowledged', async () => {
  const data = dataFolder();
  let sent = 0;
  for (let round = 0; round < 5; round++) {
    const started = await startProgram({ data });
    await started.ready();
    const address = `http://127.0.0.1:${started.port}/api/v1/proposals`;
    const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'missing', text: `round ${round}` }) });
    expect(answer.status).toBe(200);
    sent += 1;
    started.child.kill('SIGKILL');
    await started.ended;
  }
  const last = await startProgram({ data });
  await last.ready();
  const { default: pg } = await import('pg');
  const { startBundledPostgres } = await import('../../server/platform/postgres/index.ts');
  const { silentLog } = await import('../../server/platform/index.ts');
  const bundled = await startBundledPostgres({ dataFolder: data, log: silentLog });
  expect(bundled.adopted).toBe(true);
  const client = new pg.Client({ ...bundled.connection });
  await client.connect();
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from proposal');
  expect(rows[0]?.count).toBe(sent);
  await client.end();
  await bundled.stop();
  last.child.kill('SIGTERM');
  expect(await last.ended).toBe(0);
  rmSync(path.dirname(data), { recursive: true, force: true });
});

test('PostgreSQL killed under a running server: requests are told to try again, and soon it serves as before', async () => {
  const data = dataFolder();
  const started = await startProgram({ data });
  await started.ready();
  const ready = async () => (await fetch(`http://127.0.0.1:${started.port}/health/ready`)).status;
  expect(await ready()).toBe(200);
  process.kill(postgresPid(data), 'SIGKILL');
  await expect.poll(ready, { timeout: 20_000, interval: 100 }).toBe(200);
  expect((await fetch(`http://127.0.0.1:${started.port}/`)).status).toBe(200);
  // A connection that died in the pool may answer once more with "try again"; then all is as before.
  const propose = async () => {
    const answer = await fetch(`http://127.0.0.1:${started.port}/api/v1/proposals`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'wrong', text: 'afterwards' }) });
    return `${answer.status} ${answer.headers.get('retry-after') ?? ''}`;
  };
  const answers: string[] = [];
  await expect.poll(async () => answers.push(await propose()) > 0 && answers.at(-1) === '200 ', { timeout: 5000, interval: 50 }).toBe(true);
  expect([...new Set(answers)].filter((answer) => answer !== '200 ' && answer !== '503 5')).toEqual([]);
  started.child.kill('SIGINT');
  expect(await started.ended).toBe(0);
  rmSync(path.dirname(data), { recursive: true, force: true });
});
