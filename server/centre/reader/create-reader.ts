import type { Database, Log } from '../../platform/index.ts';
import { readContent, readRevision } from '../store/state.ts';
import { contentChannel } from './channel.ts';
import type { CentreKeeper, CentreSnapshot, FleetDoor } from './snapshot.ts';

const pollMilliseconds = 15_000;

/** Where words of other processes come from: the platform's notifications. */
export type Hearing = { listen(channel: string, listener: { heard(payload: string): void; missed(): void }): () => void };

/** A reader that also hears of changes by other processes, between `start` and `close`. */
export type RunningCentreReader = CentreKeeper & {
  /** Reads the content for the first time and begins to listen. */
  start(): Promise<void>;
  close(): void;
};

/**
 * Makes the reader of a database. Without `start` it reads only when asked, which is enough for the command line and tests;
 * without `hearing` it hears of other processes by looking every 15 seconds, which it does in any case.
 */
export function createCentreReader(database: Database, log: Log, hearing?: Hearing, fleets?: FleetDoor): RunningCentreReader {
  let snapshot: CentreSnapshot = { revision: '', example: null, centre: null };
  let reading: Promise<boolean> | undefined;
  let waiting: Promise<boolean> | undefined;
  let stopListening: (() => void) | undefined;
  let poll: NodeJS.Timeout | undefined;
  const listeners = new Set<(snapshot: CentreSnapshot) => void>();

  const show = (next: CentreSnapshot): boolean => {
    if (snapshot.revision !== '' && Number(next.revision) <= Number(snapshot.revision)) return false;
    snapshot = next;
    for (const listener of listeners) listener(next);
    return true;
  };
  const read = async (): Promise<boolean> => (snapshot.revision === (await readRevision(database)) ? false : show(await readContent(database)));
  const refresh = (): Promise<boolean> => {
    if (reading === undefined) {
      reading = read().finally(() => {
        reading = undefined;
      });
      return reading;
    }
    // The reading under way may have begun before the change that this call is about, so one more follows it, for everyone who waits.
    waiting ??= reading.catch(() => false).then(() => {
      waiting = undefined;
      return refresh();
    });
    return waiting;
  };
  const refreshQuietly = () => {
    refresh().catch((error: unknown) => log.warn('centre.refresh_failed', { error }));
  };

  return {
    current: () => snapshot,
    refresh,
    show: (next) => void show(next),
    ...(fleets === undefined ? {} : { fleets }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: async () => {
      await refresh();
      stopListening = hearing?.listen(contentChannel, { heard: refreshQuietly, missed: refreshQuietly });
      poll = setInterval(refreshQuietly, pollMilliseconds).unref();
    },
    close: () => {
      clearInterval(poll);
      stopListening?.();
      listeners.clear();
    },
  };
}
