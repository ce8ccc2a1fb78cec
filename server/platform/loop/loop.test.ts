import { expect, test } from 'vitest';
import { silentLog } from '../log.ts';
import type { Notifications } from '../database/notifications.ts';
import { createLoop } from './index.ts';

const notifications = { listen: () => () => undefined } as unknown as Notifications;

/** A loop whose work is counted; the first time that it works, somebody says a word that many microtasks after it is done. */
function loopThatIsWokenAfter(ticks: number) {
  let worked = 0;
  const loop = createLoop({
    name: 'test',
    notifications,
    channel: 'test',
    log: silentLog,
    sweepMilliseconds: 3600_000,
    work() {
      worked += 1;
      const done = Promise.resolve(false);
      if (worked === 2) void (async () => {
        await done;
        for (let tick = 0; tick < ticks; tick++) await undefined;
        loop.wake();
      })();
      return done;
    },
  });
  return { loop, worked: () => worked };
}

test.each(Array.from({ length: 10 }, (_, ticks) => ticks))('a word that comes %d moments after the last look is answered by one more look', async (ticks) => {
  const { loop, worked } = loopThatIsWokenAfter(ticks);
  loop.start();
  await loop.settled();
  const before = worked();
  loop.wake();
  // Everything that was said has been heard when the turn of the process is over.
  await new Promise((resolve) => setImmediate(resolve));
  await loop.settled();
  expect(before).toBeGreaterThan(0);
  // Two for the wake and the word, one for the last question.
  expect(worked()).toBeGreaterThanOrEqual(before + 2);
  await loop.stop();
});

test('work that fails is left to the next word or sweep, and not tried without end', async () => {
  let worked = 0;
  const loop = createLoop({ name: 'test', notifications, channel: 'test', log: silentLog, sweepMilliseconds: 3600_000, work: () => {
    worked += 1;
    loop.wake();
    return Promise.reject(new Error('the database is away'));
  } });
  loop.start();
  await new Promise((resolve) => setImmediate(resolve));
  expect(worked).toBe(1);
  loop.wake();
  await new Promise((resolve) => setImmediate(resolve));
  expect(worked).toBe(2);
  await loop.stop();
});
