import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Log } from '../log.ts';
import { poolConfig, type ConnectionSettings } from './connection.ts';
import type { Database, PlatformTables } from './tables.ts';

export type OpenDatabase = { database: Database; pool: pg.Pool; close(): Promise<void> };

/** Opens a pool of at most `connections`; a statement that runs for more than 10 s is cancelled, so that a request always ends. */
export function openDatabase(settings: ConnectionSettings, log: Log, connections = 10): OpenDatabase {
  const pool = new pg.Pool({
    ...poolConfig(settings),
    max: connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 15_000,
    application_name: 'lichun',
  });
  // An idle connection that the server closes is replaced by the pool; it must not end the process.
  pool.on('error', (error) => log.warn('database.connection_lost', { error }));
  const database = new Kysely<PlatformTables>({ dialect: new PostgresDialect({ pool }) });
  return { database, pool, close: () => database.destroy() };
}
