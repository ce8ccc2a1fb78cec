import { setTimeout as pause } from 'node:timers/promises';
import { APPLICATION_ROLE, DATABASE, SUPERUSER } from './roles.ts';
import { joinServer, rejoinServer, type StartOptions } from './start.ts';
import { leaveServer } from './stop.ts';

/** A database on the bundled server, reached by its socket. */
export interface SocketConnection {
  host: string;
  user: string;
  database: string;
}

export interface BundledPostgres {
  /** The application's own database. */
  connection: SocketConnection;
  /** The superuser's, for tests and maintenance. */
  administration: SocketConnection;
  /** True when the server was running already. */
  adopted: boolean;
  /** Writes out what has changed, so that a crash soon after does not have to do it. Never fails: it only saves time. */
  checkpoint(): Promise<void>;
  /** Leaves the server; the last of the processes that use it stops it. Later calls give the first one's answer. */
  stop(): Promise<'stopped' | 'left running'>;
}

/** Short enough to serve again within 5 s of the cause being gone, as when a full disk has room again. */
const LONGEST_PAUSE_MILLISECONDS = 1_000;

/**
 * Starts the bundled PostgreSQL of a data folder, or joins the one that runs there, and brings it back when it dies.
 * Throws a StartProblem when it cannot be started.
 */
export async function startBundledPostgres(options: StartOptions): Promise<BundledPostgres> {
  const { log } = options;
  const stopping = new AbortController();
  let joined = await joinServer(options);
  let rejoining = Promise.resolve();
  let writing = Promise.resolve();
  let stopped: Promise<'stopped' | 'left running'> | undefined;

  const watch = () => {
    joined.holder.once('end', () => {
      if (!stopping.signal.aborted) rejoining = rejoin();
    });
  };
  const rejoin = async () => {
    log.warn('postgres.lost', { folder: joined.installation.cluster });
    let known = true;
    for (let delay = 250; !stopping.signal.aborted; delay = Math.min(delay * 2, LONGEST_PAUSE_MILLISECONDS)) {
      try {
        // What once worked is taken as it is the first time; if it does not work any more, the next start looks at everything anew.
        joined = await (known ? rejoinServer(joined.installation, options) : joinServer(options));
        watch();
        log.info('postgres.back', { folder: joined.installation.cluster, adopted: joined.adopted });
        return;
      } catch (error) {
        log.error('postgres.failed', { error });
        known = false;
        // Stopping cuts the pause short, which pause tells by throwing; the loop's condition sees it.
        await pause(delay, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  const checkpoint = async () => {
    try {
      await joined.holder.query('checkpoint');
    } catch (error) {
      log.debug('postgres.checkpoint_failed', { error });
    }
  };
  const stop = async () => {
    stopping.abort();
    await rejoining;
    await writing;
    return leaveServer(joined);
  };

  watch();
  const { host, adopted } = joined;
  return {
    connection: { host, user: APPLICATION_ROLE, database: DATABASE },
    administration: { host, user: SUPERUSER, database: 'postgres' },
    adopted,
    checkpoint: () => (writing = writing.then(checkpoint)),
    stop: () => (stopped ??= stop()),
  };
}
