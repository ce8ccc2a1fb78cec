import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { wordsOf } from './checker.ts';
import { ask, openDrill, tell, untilReady } from './drill.ts';

test('kill -9 under load, six times over: what was acknowledged exists once, and soon it serves again', async () => {
  const drill = openDrill();
  onTestFinished(() => drill.close());
  let program = await drill.start();
  const { port } = program;
  const load = await drill.load(program);
  const returns: number[] = [];
  for (let round = 0; round < 6; round++) {
    const before = load.acknowledged();
    await expect.poll(() => load.acknowledged() - before, { timeout: 30_000, interval: 10 }).toBeGreaterThan(40);
    await pause(round * 37);
    program.child.kill('SIGKILL');
    await program.ended;
    const [began, then] = [performance.now(), load.acknowledged()];
    program = await drill.start({ port });
    await expect.poll(() => load.acknowledged(), { timeout: 30_000, interval: 10 }).toBeGreaterThan(then);
    returns.push(Math.round(performance.now() - began));
  }
  const before = load.acknowledged();
  await expect.poll(() => load.acknowledged() - before, { timeout: 30_000 }).toBeGreaterThan(40);
  await load.stop();
  tell('kill -9', drill.log.read(), { returns });
  expect(await drill.violations()).toEqual([]);
  expect(Math.max(...returns)).toBeLessThan(5_000);
});

test('SIGTERM under load: what is under way is finished, the console’s open connection does not hold it up, and nothing is lost', async () => {
  const drill = openDrill();
  onTestFinished(() => drill.close());
  let program = await drill.start();
  const { port } = program;
  const cookie = await drill.operator();
  const load = await drill.load(program, { cookie });
  const unanswered = new Set<number>();
  for (let round = 0; round < 3; round++) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/realtime`, { headers: { cookie, origin: `http://127.0.0.1:${port}` } } as never);
    const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    const before = load.acknowledged();
    await expect.poll(() => load.acknowledged() - before, { timeout: 30_000, interval: 10 }).toBeGreaterThan(40);
    const began = performance.now();
    const from = Date.now();
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    const took = performance.now() - began;
    console.log(`SIGTERM: ended after ${Math.round(took)} ms`);
    expect(took).toBeLessThan(8_000);
    expect(await closed).toBeGreaterThan(1000);
    const lost = drill.log.read().filter((entry) => entry.line === 'ended' && entry.how === 'lost' && entry.at >= from);
    for (const { number } of lost) unanswered.add(number);
    program = await drill.start({ port });
  }
  await load.stop();
  const entries = drill.log.read();
  tell('SIGTERM', entries, { lost: unanswered.size });
  expect(await drill.violations()).toEqual([]);
  // A connection that was idle may be closed just when something is sent on it. What had been read was finished and answered, so nothing that
  // got no answer was done, unless it was sent again.
  const { proposals } = await drill.facts();
  const done = new Set(proposals.map(({ text }) => text));
  const sentOnce = [...unanswered].filter((number) => entries.filter((entry) => entry.line === 'sent' && entry.kind === 'propose' && entry.number === number).length === 1);
  expect(sentOnce.map(wordsOf).filter((words) => done.has(words))).toEqual([]);
  expect((await ask(port, '/')).status).toBe(200);
  await untilReady(program);
});
