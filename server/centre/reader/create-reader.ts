import type pg from 'pg';
import type { Database, Log } from '../../platform/index.ts';
import { readContent, readRevision } from '../store/state.ts';
import { listenForChanges } from './listen.ts';
import type { CentreKeeper, CentreSnapshot } from './snapshot.ts';

const POLL_MILLISECONDS = 15_000;

/** A reader that also hears of changes by other processes, between `start` and `close`. */
export type RunningCentreReader = CentreKeeper & {
  /** Reads the content for the first time and begins to listen. */
  start(): Promise<void>;
  close(): Promise<void>;
};

/** Makes the reader of a database; without `start` it reads only when asked, which is enough for the command line and tests. */
export function createCentreReader(open: { database: Database; pool: pg.Pool }, log: Log): RunningCentreReader {
  let snapshot: CentreSnapshot = { revision: '', example: null, centre: null };
  let reading: Promise<boolean> | undefined;
  let waiting: Promise<boolean> | undefined;
  let listening: { close(): Promise<void> } | undefined;
  let poll: NodeJS.Timeout | undefined;
  const listeners = new Set<(snapshot: CentreSnapshot) => void>();

  const show = (next: CentreSnapshot): boolean => {
    if (snapshot.revision !== '' && Number(next.revision) <= Number(snapshot.revision)) return false;
    snapshot = next;
    for (const listener of listeners) listener(next);
    return true;
  };
  const read = async (): Promise<boolean> => (snapshot.revision === (await readRevision(open.database)) ? false : show(await readContent(open.database)));
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
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: async () => {
      await refresh();
      listening = listenForChanges(open.pool.options, log, refreshQuietly);
      poll = setInterval(refreshQuietly, POLL_MILLISECONDS).unref();
    },
    close: async () => {
      clearInterval(poll);
      await listening?.close();
      listeners.clear();
    },
  };
}
