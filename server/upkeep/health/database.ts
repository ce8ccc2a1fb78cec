import { pendingMigrations } from '../../platform/index.ts';
import { readDatabaseFacts } from '../store/health.ts';
import { ok, problem, warning, type Check } from './check.ts';

const longTransactionSeconds = 300;

/** The database server, and how this program fits to it. */
export const databaseChecks: readonly Check[] = [
  {
    name: 'database',
    async run({ database, reason = '' }) {
      if ((database as unknown) === undefined) return problem('database_away', { reason });
      const { version, milliseconds, bytes } = await readDatabaseFacts(database);
      const facts = { version: version.split(' ')[0] ?? version, milliseconds: Math.max(1, Math.round(milliseconds)), size: megabytes(bytes) };
      return milliseconds > 500 ? warning('database_slow', facts) : ok('database_ok', facts);
    },
  },
  {
    name: 'migrations',
    needsDatabase: true,
    async run({ database, migrations }) {
      if (migrations === undefined) return ok('migrations_unknown');
      const { applied, pending, unknown, serveable } = await pendingMigrations(database, migrations);
      if (unknown.length > 0) return serveable ? warning('migrations_newer', { count: unknown.length }) : problem('migrations_foreign', { name: unknown[0] ?? '' });
      return pending.length > 0 ? warning('migrations_pending', { count: pending.length }) : ok('migrations_ok', { count: applied.length, name: applied.at(-1) ?? '' });
    },
  },
  {
    name: 'connections',
    needsDatabase: true,
    async run({ database }) {
      const { connections, mostConnections } = await readDatabaseFacts(database);
      const facts = { used: connections, most: mostConnections };
      return connections > mostConnections * 0.8 ? warning('connections_many', facts) : ok('connections_ok', facts);
    },
  },
  {
    name: 'transactions',
    needsDatabase: true,
    async run({ database }) {
      const { longestTransactionSeconds: seconds } = await readDatabaseFacts(database);
      return seconds > longTransactionSeconds ? warning('transactions_long', { minutes: Math.round(seconds / 60) }) : ok('transactions_ok');
    },
  },
  {
    name: 'clock',
    needsDatabase: true,
    async run({ database }) {
      const seconds = Math.abs((await readDatabaseFacts(database)).skewMilliseconds) / 1000;
      const facts = { seconds: seconds.toFixed(1) };
      return seconds > 30 ? problem('clock_far', facts) : seconds > 2 ? warning('clock_off', facts) : ok('clock_ok');
    },
  },
  { name: 'hearing', needsLive: true, run: ({ live }) => (live?.hears === true ? ok('hearing_ok') : warning('hearing_lost')) },
];

/** Bytes as KiB, MiB or GiB, as people read them. */
export function megabytes(bytes: number): string {
  if (bytes < 1024 ** 2) return `${Math.ceil(Math.max(0, bytes) / 1024)} KiB`;
  return bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GiB` : `${(bytes / 1024 ** 2).toFixed(bytes < 100 * 1024 ** 2 ? 1 : 0)} MiB`;
}
