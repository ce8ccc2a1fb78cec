import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { poolConfig, withDatabase, type ConnectionSettings } from '../database/connection.ts';

/** What the global set-up tells the tests about the server it has prepared. */
export interface TestDatabases {
  /** May create databases. */
  administration: ConnectionSettings;
  /** As which role, and where, tests connect; its database is replaced. */
  connection: ConnectionSettings;
  /** Begins the names of this run's databases, and is told apart from other runs' by it. */
  prefix: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    database: TestDatabases;
  }
}

/** A new database with every table, for one test file or one test; the next run drops it. About 30 ms. */
export async function freshDatabase(): Promise<ConnectionSettings> {
  const { administration, connection, prefix } = inject('database');
  const name = `${prefix}${randomBytes(6).toString('hex')}`;
  const administrator = new Client(poolConfig(administration));
  await administrator.connect();
  try {
    await administrator.query(`create database "${name}" template "${prefix}template" strategy wal_log`);
  } finally {
    await administrator.end();
  }
  return withDatabase(connection, name);
}
