import type { Database, Log } from '../platform/index.ts';
import { createLoop, type Loop, type LoopParts } from '../platform/loop/index.ts';
import { readSleep, wakeChannel } from './store/sleep.ts';

type SleeperParts = { database: Database; notifications: LoopParts['notifications']; log: Log; sweepMilliseconds?: number };

export type Sleeper = {
  /** Begins what goes out, at once or, in a centre that sleeps, when somebody wakes it. Throws when the database cannot be asked. */
  start(begin: () => void): Promise<void>;
  /** Nothing is begun any more. */
  stop(): Promise<void>;
};

/**
 * Holds back everything that goes out while a restored centre sleeps: mails, webhooks, notices and jobs are not even begun. A centre falls
 * asleep only while it is restored, when no program serves it, so the one change to look for is that it was woken.
 */
export function createSleeper({ database, notifications, log, sweepMilliseconds = 30_000 }: SleeperParts): Sleeper {
  let loop: Loop | undefined;
  let ended = false;

  return {
    async start(begin) {
      const sleep = await readSleep(database);
      if (sleep === undefined) return begin();
      log.warn('start.asleep', { since: sleep.since, backupOf: sleep.backupOf });
      loop = createLoop({
        name: 'sleep',
        notifications,
        channel: wakeChannel,
        log,
        sweepMilliseconds,
        async work() {
          if (ended || (await readSleep(database)) !== undefined || ended) return false;
          ended = true;
          // It ends after the work under way, which is this.
          void loop?.stop();
          log.info('start.woken', {});
          begin();
          return false;
        },
      });
      loop.start();
      return undefined;
    },
    async stop() {
      ended = true;
      await loop?.stop();
    },
  };
}
