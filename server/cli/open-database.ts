import { existsSync } from 'node:fs';
import path from 'node:path';
import { migrate } from '../platform/database/migrate.ts';
import type { ConnectionSettings } from '../platform/database/connection.ts';
import { openDatabase, type OpenDatabase } from '../platform/database/open.ts';
import type { Configuration } from '../platform/config/schema.ts';
import type { Log } from '../platform/index.ts';
import { checkGivenDatabase, claimServer, startBundledPostgres } from '../platform/postgres/index.ts';
import { StartProblem } from '../platform/start-problem/index.ts';
import { migrations } from '../migrations.ts';
import { dataFolder } from './open-centre.ts';

/** A database as it is: nothing of it is changed by opening it. */
export type PlainDatabase = { open: OpenDatabase; connection: ConnectionSettings; close(): Promise<void> };

/**
 * Opens the given database, or the bundled one, which is joined where a server has it running. Without `make`, a data folder in which there is
 * none stays as it is, and the answer is undefined. With `alone`, nobody may serve it meanwhile. Throws a StartProblem.
 */
export async function openPlainDatabase(configuration: Configuration, log: Log, { make = false, alone = false } = {}): Promise<PlainDatabase | undefined> {
  const given = configuration.DATABASE_URL;
  if (given !== undefined) {
    const connection = await checkGivenDatabase(given);
    const open = openDatabase(connection, log, 3);
    return { open, connection, close: () => open.close() };
  }
  const folder = dataFolder(configuration);
  if (!make && !existsSync(path.join(folder, 'postgres'))) return undefined;
  const bundled = await startBundledPostgres({ dataFolder: folder, log });
  try {
    const claim = alone ? await claimServer(bundled.connection, { address: '' }) : undefined;
    if (claim?.ok === false) throw new StartProblem('already_running', { process: claim.holder.pid, address: claim.holder.address || '…' });
    const open = openDatabase(bundled.connection, log, 3);
    return {
      open,
      connection: bundled.connection,
      close: async () => {
        await open.close();
        await claim?.release();
        await bundled.stop();
      },
    };
  } catch (error) {
    await bundled.stop();
    throw error;
  }
}

/** Brings a database that was just restored up to this program. Answers what was changed. */
export async function bringUp(connection: ConnectionSettings, log: Log): Promise<string[]> {
  const open = openDatabase(connection, log, 2, { unhurried: true });
  try {
    const outcome = await migrate(open.database, migrations);
    if (!outcome.ok) throw new Error(`The restored database is refused: ${outcome.reason}`);
    return outcome.applied;
  } finally {
    await open.close();
  }
}
