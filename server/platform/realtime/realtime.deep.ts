import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { clientFrame, join, joinRaw, openStage, type Sessions, type Stage } from './testing/stage.ts';

let stage: Stage | undefined;

afterEach(() => stage?.close());

/** How long news take to someone else while `attack` runs, in ms, and what it costs in memory; the attackers live in the same process. */
async function during(attack: (stage: Stage) => Promise<unknown>): Promise<{ p99: number; count: number; megabytes: number }> {
  const sessions: Sessions = new Map([['oskar', { person: 'oskar', roles: ['operator'] }], ...Array.from({ length: 200 }, (_, number): [string, { person: string; roles: [] }] => [`p${number}`, { person: `p${number}`, roles: [] }])]);
  stage = await openStage(sessions);
  const other = await join(stage, 'oskar', { 'x-forwarded-for': '198.51.100.1' });
  other.say({ type: 'subscribe', topic: 'open:centre' });
  await other.next(1);
  const before = process.memoryUsage().rss;
  let most = before;
  const over = new AbortController();
  const attacking = attack(stage).finally(() => over.abort());
  const times: number[] = [];
  for (let heard = 2; !over.signal.aborted || times.length < 20; heard++) {
    const started = performance.now();
    stage.realtime.changed(['open:centre']);
    await other.next(heard);
    times.push(performance.now() - started);
    most = Math.max(most, process.memoryUsage().rss);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await attacking;
  const sorted = times.toSorted((left, right) => left - right);
  const result = { p99: sorted[Math.floor(sorted.length * 0.99)] ?? Infinity, count: sorted.length, megabytes: (most - before) / 1e6 };
  console.log(`others: ${result.count} news, p99 ${result.p99.toFixed(1)} ms; memory +${result.megabytes.toFixed(0)} MB`);
  return result;
}

const address = (number: number) => `203.0.113.${number}`;

/** Sends the same bytes on 100 connections of 100 people, as long as each is open. */
async function flood(target: Stage, bytes: Buffer, times: number): Promise<void> {
  await Promise.all(
    Array.from({ length: 100 }, async (_, number) => {
      const socket = await joinRaw(target, `p${number}`, address(number));
      socket.resume();
      for (let round = 0; round < times && socket.writable; round++) if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
      if (!socket.destroyed) await once(socket, 'close');
    }),
  );
}

test.each<[string, Buffer, number]>([
  ['fragments of one byte', Buffer.concat([clientFrame(Buffer.from('x'), { final: false }), ...Array.from({ length: 10_000 }, () => clientFrame(Buffer.from('x'), { opcode: 0, final: false }))]), 20],
  ['frames of 64 KB', clientFrame(Buffer.alloc(65_536, 'x')), 200],
  ['bad UTF-8', clientFrame(Buffer.alloc(2_000, 0xff)), 200],
])('E3: 100 people who send %s are let go; others have news within 500 ms and memory stays', async (_what, bytes, times) => {
  const { p99, megabytes } = await during((target) => flood(target, bytes, times));
  expect(p99).toBeLessThan(500);
  expect(megabytes).toBeLessThan(100);
  await expect.poll(() => stage?.realtime.stats().connections).toBe(1);
});

test('E3: 1,000 idle handshakes are bounded; others have news within 500 ms and memory stays', async () => {
  const { p99, megabytes } = await during(async (target) => {
    const half = Array.from({ length: 500 }, () => connect(target.port, '127.0.0.1').on('error', () => undefined));
    for (const socket of half) socket.write('GET /realtime HTTP/1.1\r\nHost: x\r\n');
    const whole = await Promise.all(Array.from({ length: 500 }, (_, number) => joinRaw(target, `p${number % 200}`, address(number % 4))));
    expect(whole.filter((socket) => !socket.destroyed)).toHaveLength(400);
    expect(target.realtime.stats()).toMatchObject({ connections: 401 });
    await Promise.all(half.map((socket) => once(socket.resume(), 'close')));
    for (const socket of whole) socket.destroy();
  });
  expect(p99).toBeLessThan(500);
  expect(megabytes).toBeLessThan(100);
});
