import type { PoolConfig } from 'pg';

/** Where a PostgreSQL database is: its parts (`host` may be a socket folder), or an address as in DATABASE_URL. */
export type ConnectionSettings =
  | { host: string; port?: number; user: string; password?: string; database: string }
  | { connectionString: string };

const CONNECT_TIMEOUT_MILLISECONDS = 10_000;

/**
 * The same place in the words of the `pg` driver, for a Pool or a Client.
 * Parts are written out whole, because the driver fills every gap from PGPORT, PGOPTIONS or PGSSLMODE of the caller's shell.
 */
export function poolConfig(settings: ConnectionSettings): PoolConfig {
  if ('connectionString' in settings) {
    return { connectionString: settings.connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MILLISECONDS };
  }
  const { host, port = 5432, user, password = '', database } = settings;
  const onSocket = host.startsWith('/');
  return {
    host,
    port,
    user,
    password,
    database,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MILLISECONDS,
    options: ' ', // an empty one would be filled from PGOPTIONS
    ...(onSocket ? { ssl: false } : {}),
  };
}

/** The same server, another database on it. */
export function withDatabase(settings: ConnectionSettings, database: string): ConnectionSettings {
  if (!('connectionString' in settings)) return { ...settings, database };
  const url = new URL(settings.connectionString);
  url.pathname = `/${encodeURIComponent(database)}`;
  return { connectionString: url.href };
}
