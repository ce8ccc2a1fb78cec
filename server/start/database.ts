import path from 'node:path';
import { migrate } from '../platform/database/migrate.ts';
import { openDatabase, type OpenDatabase } from '../platform/database/open.ts';
import type { ConnectionSettings } from '../platform/database/connection.ts';
import type { Configuration } from '../platform/config/schema.ts';
import type { Log } from '../platform/log.ts';
import { checkGivenDatabase, claimServer, startBundledPostgres } from '../platform/postgres/index.ts';
import { classifyDatabaseError, readDatabaseAddress, StartProblem } from '../platform/start-problem/index.ts';
import { migrations } from '../migrations.ts';

export type ServerDatabase = {
  open: OpenDatabase;
  connection: ConnectionSettings;
  /** What the terminal calls it. */
  where: { folder: string } | { host: string };
  announce(address: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * The database that this server runs on, migrated: the given one, or the bundled one, which one server may claim at a time.
 * Throws a StartProblem that the terminal puts into a sentence.
 */
export async function openServerDatabase(configuration: Configuration, log: Log, onLost: (process: number) => void): Promise<ServerDatabase> {
  const given = configuration.DATABASE_URL;
  if (given !== undefined) {
    const connection = await checkGivenDatabase(given);
    const open = await openMigrated(connection, configuration, log, given);
    return { open, connection, where: { host: readDatabaseAddress(given)?.host ?? '' }, announce: async () => undefined, close: () => open.close() };
  }
  const bundled = await startBundledPostgres({ dataFolder: configuration.DATA_DIR, log });
  try {
    const claim = await claimServer(bundled.connection, { address: '', onLost: (holder) => onLost(holder.pid) });
    if (!claim.ok) throw new StartProblem('already_running', { process: claim.holder.pid, address: claim.holder.address || '…' });
    const open = await openMigrated(bundled.connection, configuration, log, undefined);
    void bundled.checkpoint(); // a new centre's thousand files, which a crash in its first minutes would have to write before anyone is served
    return {
      open,
      connection: bundled.connection,
      where: { folder: path.resolve(configuration.DATA_DIR) },
      announce: (address) => claim.announce(address),
      close: async () => {
        await open.close();
        await claim.release();
        await bundled.stop();
      },
    };
  } catch (error) {
    await bundled.stop();
    throw error;
  }
}

/** Opens a database and brings it up to this program; throws a StartProblem when that cannot be. */
export async function openMigrated(connection: ConnectionSettings, configuration: Configuration, log: Log, url: string | undefined): Promise<OpenDatabase> {
  const open = openDatabase(connection, log, configuration.DATABASE_CONNECTIONS, { slowMilliseconds: configuration.SLOW_QUERY_MILLISECONDS });
  // Of two nodes at once one waits for the other, and an index on a large table takes its time.
  const unhurried = openDatabase(connection, log, 2, { unhurried: true });
  try {
    const outcome = await migrate(unhurried.database, migrations).finally(() => unhurried.close());
    if (outcome.ok) {
      if (outcome.applied.length > 0) log.info('database.migrated', { applied: outcome.applied });
      if (outcome.newer.length > 0) log.warn('database.newer_and_served', { newer: outcome.newer });
      return open;
    }
    if (outcome.reason === 'database_newer') throw new StartProblem('database_newer', { migration: outcome.unknown[0] ?? '?' });
    const address = url === undefined ? undefined : readDatabaseAddress(url);
    throw new StartProblem('database_too_old', { host: address?.host ?? '', port: address?.port ?? '', version: outcome.version, minimum: 15 });
  } catch (error) {
    await open.close();
    throw (url === undefined ? undefined : classifyDatabaseError(error, url)) ?? error;
  }
}
