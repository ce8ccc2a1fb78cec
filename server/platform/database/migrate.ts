import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from './tables.ts';

export type Migrations = Readonly<Record<string, Migration>>;
export type MigrationOutcome = { ok: true; applied: string[] } | { ok: false; reason: 'database_newer'; unknown: string[] } | { ok: false; reason: 'database_too_old'; version: string };

const oldestServer = 15;

/**
 * Brings the database up to this program's state; safe twice and from two nodes at once (the migrator takes a lock).
 * Refuses a server older than PostgreSQL 15 and a database that a newer program has changed; faults are thrown.
 */
export async function migrate(database: Database, migrations: Migrations): Promise<MigrationOutcome> {
  const { rows } = await sql<{ number: string; text: string }>`select current_setting('server_version_num') as number, current_setting('server_version') as text`.execute(database);
  if (Number(rows[0]?.number) < oldestServer * 10_000) return { ok: false, reason: 'database_too_old', version: rows[0]?.text ?? '?' };
  const unknown = (await appliedMigrations(database)).filter((name) => !(name in migrations));
  if (unknown.length > 0) return { ok: false, reason: 'database_newer', unknown };
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error(String(error));
  return { ok: true, applied: (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName) };
}

async function appliedMigrations(database: Database): Promise<string[]> {
  const { rows: tables } = await sql<{ found: boolean }>`select to_regclass('kysely_migration') is not null as found`.execute(database);
  if (tables[0]?.found !== true) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database);
  return rows.map((row) => row.name);
}
