import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Log } from '../log.ts';
import { noteStatement } from '../observation/context.ts';
import { poolConfig, type ConnectionSettings } from './connection.ts';
import { createOwnWords, type OwnWords } from './own-words.ts';
import { createRepeated, prepareRepeated } from './repeated.ts';
import { endWhenSilent } from './silence.ts';
import type { Database, PlatformTables } from './tables.ts';

export type OpenDatabase = { database: Database; pool: Pool; /** What triggers say to who wrote. */ ownWords: OwnWords; close(): Promise<void> };

/** Together under the 10 s in which a request has to end: waiting for a connection, then for a database that says nothing. */
const patience = { connectionMilliseconds: 3_000, statementMilliseconds: 5_500, silenceMilliseconds: 6_000 };

export type OpenOptions = { /** For migrations: a statement may take as long as it needs. */ unhurried?: boolean; /** A statement that takes this long is logged; 500 when left out. */ slowMilliseconds?: number };

/**
 * Opens a pool of at most `connections`. A statement that runs for more than 5.5 s is cancelled, and a connection on which nothing comes back
 * for 6 s is given up, so that a request always ends. Slow ones are logged, as their text without values.
 */
export function openDatabase(settings: ConnectionSettings, log: Log, connections = 10, { unhurried = false, slowMilliseconds = 500 }: OpenOptions = {}): OpenDatabase {
  const pool = new Pool({
    ...poolConfig(settings),
    max: connections,
    connectionTimeoutMillis: patience.connectionMilliseconds,
    idleTimeoutMillis: 30_000,
    ...(unhurried ? {} : { statement_timeout: patience.statementMilliseconds, idle_in_transaction_session_timeout: 15_000 }),
    application_name: 'lichun',
  });
  // An idle connection that the server closes is replaced by the pool; it must not end the process.
  pool.on('error', (error) => log.warn('database.connection_lost', { error }));
  const repeated = createRepeated();
  const ownWords = createOwnWords();
  pool.on('connect', (client) => {
    // The pool listens to idle connections only: one that ends inside a transaction, between two statements, would end the process too.
    client.on('error', (error) => log.debug('database.connection_ended', { error }));
    ownWords.attach(client);
    if (unhurried) return;
    endWhenSilent(client, patience.silenceMilliseconds);
    prepareRepeated(client, repeated);
  });
  const database = new Kysely<PlatformTables>({
    dialect: new PostgresDialect({ pool }),
    log({ level, query, queryDurationMillis }) {
      noteStatement(query.sql, queryDurationMillis / 1000, level === 'error');
      if (queryDurationMillis >= slowMilliseconds) log.warn('database.slow', { statement: query.sql, milliseconds: Math.round(queryDurationMillis), failed: level === 'error' });
    },
  });
  return { database, pool, ownWords, close: () => database.destroy() };
}
