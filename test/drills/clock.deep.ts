import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ask, openDrill, query, tell } from './drill.ts';

/** Debian's libfaketime shows a process another time of day, also while it runs; the drill leaves the machine's own clock alone. */
const library = [process.env['FAKETIME_LIBRARY'] ?? '', ...['x86_64', 'aarch64'].map((kind) => `/usr/lib/${kind}-linux-gnu/faketime/libfaketimeMT.so.1`)].find((file) => existsSync(file));
if (library === undefined) process.stdout.write('clock: the drill on a clock that jumps is skipped, since libfaketime is not installed (apt install libfaketime)\n');

const hour = 3600;

test.skipIf(library === undefined)('the clock jumps an hour and two days to and fro under load: nothing is lost or done twice, nobody stays signed out or locked out, news still come', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lichun-clock-'));
  const file = path.join(folder, 'shift');
  /** The program's clock against PostgreSQL's, which stays. */
  const shiftBy = (seconds: number) => {
    writeFileSync(`${file}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    renameSync(`${file}.new`, file);
  };
  shiftBy(0);
  const drill = openDrill();
  onTestFinished(async () => {
    await drill.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const program = await drill.start({ environment: { LD_PRELOAD: library ?? '', FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' } });
  const cookie = await drill.operator();
  const load = await drill.load(program, { cookie, workers: 2 });
  const me = () => ask(program.port, '/api/v1/people/current', { headers: { cookie } });
  const propose = async (visitor: string) => (await ask(program.port, '/api/v1/proposals', { method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': visitor }, body: JSON.stringify({ kind: 'other', text: 'drill 0.' }) })).status;
  const latest = () => query(drill.connection(), async (client) => Number((await client.query<{ position: string }>('select max(position) as position from event')).rows[0]?.position ?? 0));
  const waiting = (until: number) => query(drill.connection(), async (client) => (await client.query<{ count: number }>('select count(*)::int from outbox where position <= $1', [until])).rows[0]?.count ?? -1);
  const jobs = () => query(drill.connection(), async (client) => (await client.query<{ state: string; count: number }>("select state::text, count(*)::int from pgboss.job where state in ('failed', 'active') group by 1")).rows);

  for (const seconds of [hour, 0, -hour, 0, 48 * hour, 0]) {
    shiftBy(seconds);
    const shown = async () => new Date((await fetch(`http://127.0.0.1:${program.port}/health/live`)).headers.get('date') ?? '').getTime();
    // The header's text is made once a second.
    await expect.poll(async () => Math.abs((await shown()) - Date.now() - seconds * 1000), { timeout: 5_000, message: 'the program sees the other time' }).toBeLessThan(5_000);
    const before = load.acknowledged();
    await expect.poll(() => load.acknowledged() - before, { timeout: 30_000 }).toBeGreaterThan(60);
    // Staff sign in again after twelve hours without use: by the wrong clock they have to, by the right one they are still in.
    expect((await me()).status).toBe(seconds > 12 * hour ? 401 : 200);
    // What happened until now is told within moments, whatever the clocks say.
    const [until, began] = [await latest(), performance.now()];
    await expect.poll(() => waiting(until), { timeout: 15_000, interval: 50 }).toBe(0);
    console.log(`clock at ${seconds} s: ${load.acknowledged() - before} acknowledged, all told after ${Math.round(performance.now() - began)} ms`);
  }

  // A limit that ran at a later hour does not last an hour longer once the clock is right again.
  shiftBy(hour);
  const statuses: number[] = [];
  for (let count = 0; count < 6; count++) statuses.push(await propose('198.51.100.7'));
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  shiftBy(0);
  expect(await propose('198.51.100.7')).toBe(200);
  for (let count = 0; count < 5; count++) statuses.push(await propose('198.51.100.7'));
  expect(statuses.at(-1)).toBe(429);
  await load.stop();
  // These were asked for by the drill itself, under one text.
  await query(drill.connection(), (client) => client.query("delete from event using proposal where subject = proposal.id::text and text = 'drill 0.'"));
  await query(drill.connection(), (client) => client.query("delete from proposal where text = 'drill 0.'"));
  tell('clock', drill.log.read(), { jobs: await jobs() });
  expect((await jobs()).filter(({ state }) => state === 'failed')).toEqual([]);
  expect(await drill.violations()).toEqual([]);
  expect((await me()).status).toBe(200);
});
