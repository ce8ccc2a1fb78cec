import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Log } from '../log.ts';
import { poolConfig, type ConnectionSettings } from './connection.ts';
import type { Database, PlatformTables } from './tables.ts';

export type OpenDatabase = { database: Database; pool: Pool; close(): Promise<void> };

/** Opens a pool of at most `connections`; a statement that runs for more than 10 s is cancelled, so that a request always ends. */
export function openDatabase(settings: ConnectionSettings, log: Log, connections = 10): OpenDatabase {
  const pool = new Pool({
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
  // The pool listens to idle connections only: one that ends inside a transaction, between two statements, would end the process too.
  pool.on('connect', (client) => client.on('error', (error) => log.debug('database.connection_ended', { error })));
  const database = new Kysely<PlatformTables>({ dialect: new PostgresDialect({ pool }) });
  return { database, pool, close: () => database.destroy() };
}
