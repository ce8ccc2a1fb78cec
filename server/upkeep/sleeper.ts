import type { Database, Log } from '../platform/index.ts';
import { readSleep, wakeChannel } from './store/sleep.ts';

type Hearing = { listen(channel: string, listener: { heard(payload: string): void; missed(): void }): () => void };
type SleeperParts = { database: Database; notifications: Hearing; log: Log; sweepMilliseconds?: number };

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
  let stopListening = () => {};
  let sweep: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let ended = false;

  function end(): void {
    ended = true;
    stopListening();
    clearInterval(sweep);
  }

  return {
    async start(begin) {
      const sleep = await readSleep(database);
      if (sleep === undefined) return begin();
      log.warn('start.asleep', { since: sleep.since, backupOf: sleep.backupOf });
      const look = async () => {
        if (ended || (await readSleep(database)) !== undefined || ended) return;
        end();
        log.info('start.woken', {});
        begin();
      };
      const lookAgain = () => {
        looking ??= look()
          // The next sweep asks again.
          .catch((error: unknown) => log.warn('start.sleep_unread', { error }))
          .finally(() => (looking = undefined));
      };
      stopListening = notifications.listen(wakeChannel, { heard: lookAgain, missed: lookAgain });
      sweep = setInterval(lookAgain, sweepMilliseconds);
      sweep.unref();
      return undefined;
    },
    async stop() {
      end();
      await looking;
    },
  };
}
