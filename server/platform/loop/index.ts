import type { Notifications } from '../database/notifications.ts';
import type { Log } from '../log.ts';

export type LoopParts = {
  /** Names the loop in the log. */
  name: string;
  notifications: Notifications;
  /** What is said on this channel wakes the loop, from whichever process or transaction. */
  channel: string;
  log: Log;
  /** Does what is due now. Answers true when there may be more at once. `stopping` turns true while the program ends. */
  work(stopping: () => boolean): Promise<boolean>;
  /** 30 s when left out: what becomes due by time alone, and words that were lost. */
  sweepMilliseconds?: number;
};

export type Loop = {
  start(): void;
  wake(): void;
  /** Resolves when nothing that is due now is left to this loop; for tests and for stopping. */
  settled(): Promise<void>;
  /** Ends after the work under way. */
  stop(): Promise<void>;
};

/** Work that waits in a table: looked for when somebody says so, and every half minute. Calls that come meanwhile are answered by one more look. */
export function createLoop(parts: LoopParts): Loop {
  const { notifications, log, name } = parts;
  let started = false;
  let stopping = false;
  let wanted = false;
  /** Also while the work under way has not come to its first pause, when `running` is not known yet. */
  let active = false;
  let running: Promise<void> | undefined;
  let stopListening = () => {};
  let sweep: NodeJS.Timeout | undefined;

  async function untilQuiet(): Promise<void> {
    for (;;) {
      if (!wanted || stopping) return;
      wanted = false;
      try {
        if (await parts.work(() => stopping)) wanted = true;
      } catch (error) {
        // What was not done is still in its table: the next sweep tries again.
        log.warn('loop.interrupted', { loop: name, error });
        wanted = false;
        return;
      }
    }
  }

  function wake(): void {
    wanted = true;
    if (!started || stopping || active) return;
    active = true;
    running = untilQuiet().finally(() => {
      active = false;
      running = undefined;
      // Said after the last look and before this: nobody else would look again.
      if (wanted) wake();
    });
  }

  async function quiet(): Promise<void> {
    for (;;) {
      const current = running;
      if (current === undefined) return;
      await current;
    }
  }

  return {
    wake,
    start() {
      started = true;
      stopListening = notifications.listen(parts.channel, { heard: wake, missed: wake });
      sweep = setInterval(wake, parts.sweepMilliseconds ?? 30_000);
      sweep.unref();
      wake();
    },
    async settled() {
      wake();
      await quiet();
    },
    async stop() {
      stopping = true;
      stopListening();
      clearInterval(sweep);
      await quiet();
    },
  };
}
