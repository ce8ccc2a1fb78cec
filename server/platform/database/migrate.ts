import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { release as ownRelease } from '../release.ts';
import type { Database } from './tables.ts';

/**
 * One change of the database. It only adds (tables, columns that may be left out, indexes), so that the program of the release before
 * keeps working. One that takes away names in `contract` the release with which the last program that needed it is gone.
 */
export type SchemaChange = Migration & { readonly contract?: number };
export type Migrations = Readonly<Record<string, SchemaChange>>;
export type MigrationOutcome =
  | { ok: true; applied: string[]; /** Changes of the next release that this program can live with. */ newer: string[] }
  | { ok: false; reason: 'database_newer'; unknown: string[] }
  | { ok: false; reason: 'database_too_old'; version: string };

const oldestServer = 15;

/**
 * Brings the database up to this program's state; safe twice and from two nodes at once (the migrator takes a lock).
 * A database that the program of the next release has changed is served as it is, when all those changes only add. Refuses what a still
 * newer program, or one that takes away, has left, and a server older than PostgreSQL 15; faults are thrown.
 */
export async function migrate(database: Database, migrations: Migrations, release: number = ownRelease): Promise<MigrationOutcome> {
  const { rows } = await sql<{ number: string; text: string }>`select current_setting('server_version_num') as number, current_setting('server_version') as text`.execute(database);
  if (Number(rows[0]?.number) < oldestServer * 10_000) return { ok: false, reason: 'database_too_old', version: rows[0]?.text ?? '?' };
  const { pending, unknown, serveable } = await pendingMigrations(database, migrations, release);
  if (unknown.length > 0) return serveable ? { ok: true, applied: [], newer: unknown } : { ok: false, reason: 'database_newer', unknown };
  if (pending.length === 0) {
    await noteChanges(database, migrations, release);
    return { ok: true, applied: [], newer: [] };
  }
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error(String(error));
  await noteChanges(database, migrations, release);
  return { ok: true, applied: (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName), newer: [] };
}

export type PendingMigrations = {
  applied: string[];
  /** What this program would change, in order. */
  pending: string[];
  /** Those among them that take something away: the program before cannot go on. */
  contracting: string[];
  /** What a newer program has changed. */
  unknown: string[];
  /** Whether this program can serve the database, with `unknown` as it is. */
  serveable: boolean;
};

/** What starting this program would change, without changing anything. */
export async function pendingMigrations(database: Database, migrations: Migrations, release: number = ownRelease): Promise<PendingMigrations> {
  const applied = await readNames(database, 'kysely_migration');
  const pending = Object.keys(migrations).filter((name) => !applied.includes(name)).toSorted();
  const unknown = applied.filter((name) => !Object.hasOwn(migrations, name));
  const contracting = pending.filter((name) => migrations[name]?.contract !== undefined);
  return { applied, pending, contracting, unknown, serveable: unknown.length === 0 || (pending.length === 0 && (await areCompatible(database, unknown, release))) };
}

/** True when each of these changes is noted as one that only adds, and came with the release after ours. */
async function areCompatible(database: Database, names: readonly string[], release: number): Promise<boolean> {
  if (!(await exists(database, 'schema_change'))) return false;
  const { rows } = await sql<{ name: string }>`select name from schema_change where name = any (${names}::text[]) and compatible and release <= ${release + 1}`.execute(database);
  return rows.length === names.length;
}

/** Leaves a note about each change for the program of the release before. The first note stands. */
async function noteChanges(database: Database, migrations: Migrations, release: number): Promise<void> {
  if (!(await exists(database, 'schema_change'))) return;
  const noted = await readNames(database, 'schema_change');
  const missing = Object.keys(migrations).filter((name) => !noted.includes(name));
  if (missing.length === 0) return;
  const compatible = missing.map((name) => migrations[name]?.contract === undefined);
  await sql`
    insert into schema_change (name, release, compatible)
    select name, ${release}, compatible from unnest(${missing}::text[], ${compatible}::boolean[]) as change (name, compatible)
    on conflict (name) do nothing`.execute(database);
}

async function readNames(database: Database, table: 'kysely_migration' | 'schema_change'): Promise<string[]> {
  if (!(await exists(database, table))) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)} order by name`.execute(database);
  return rows.map((row) => row.name);
}

async function exists(database: Database, table: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass(${table}) is not null as found`.execute(database);
  return rows[0]?.found === true;
}
