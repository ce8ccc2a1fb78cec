import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';

export type DatabaseFacts = { version: string; milliseconds: number; bytes: number; connections: number; mostConnections: number; longestTransactionSeconds: number; skewMilliseconds: number };

/** One look at the database server; `longestTransactionSeconds` leaves our own backup out. */
export async function readDatabaseFacts(db: Database): Promise<DatabaseFacts> {
  const started = performance.now();
  const before = Date.now();
  const { rows } = await sql<{ version: string; now: Date; bytes: string; connections: number; most: number; longest: number }>`
    select current_setting('server_version') as version, clock_timestamp() as now, pg_database_size(current_database())::text as bytes,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
      current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most,
      coalesce((
        select extract(epoch from max(clock_timestamp() - xact_start)) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null and application_name <> 'lichun-upkeep'
      ), 0)::float8 as longest`.execute(db);
  const [facts] = rows;
  if (facts === undefined) throw new Error('PostgreSQL answered without a row');
  // Half of the way there and back is the best guess of when the server looked at its clock.
  const middle = before + (Date.now() - before) / 2;
  return { version: facts.version, milliseconds: performance.now() - started, bytes: Number(facts.bytes), connections: facts.connections, mostConnections: facts.most, longestTransactionSeconds: facts.longest, skewMilliseconds: facts.now.getTime() - middle };
}

/** Seconds since the job queue last looked at its timetables; undefined before it was opened for the first time. */
export async function readJobClock(db: Database, now: Date): Promise<number | undefined> {
  const { rows: tables } = await sql<{ found: boolean }>`select to_regclass('pgboss.version') is not null as found`.execute(db);
  if (tables[0]?.found !== true) return undefined;
  const { rows } = await sql<{ at: Date | null }>`select cron_on as at from pgboss.version`.execute(db);
  const at = rows[0]?.at;
  return at === null || at === undefined ? undefined : (now.getTime() - at.getTime()) / 1000;
}

/** Some files of the store, taken from all over it, with what their rows say. */
export async function sampleFiles(db: Database, count: number): Promise<{ id: string; size: number }[]> {
  const { rows } = await sql<{ id: string; size: string }>`
    select id, size from stored_file where deleted_at is null and id >= gen_random_uuid() order by id limit ${count}`.execute(db);
  const { rows: first } = rows.length < count ? await sql<{ id: string; size: string }>`select id, size from stored_file where deleted_at is null order by id limit ${count - rows.length}`.execute(db) : { rows: [] };
  return [...rows, ...first].map(({ id, size }) => ({ id, size: Number(size) }));
}

/** What the tables take up on the disk, the largest first. */
export async function readTableSizes(db: Database, limit: number): Promise<{ name: string; bytes: number; rows: number }[]> {
  const { rows } = await sql<{ name: string; bytes: string; rows: string }>`
    select relname as name, pg_total_relation_size(oid)::text as bytes, greatest(reltuples, 0)::bigint::text as rows
    from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r' order by pg_total_relation_size(oid) desc, relname limit ${limit}`.execute(db);
  return rows.map(({ name, bytes, rows: count }) => ({ name, bytes: Number(bytes), rows: Number(count) }));
}

export async function readFileTotals(db: Database): Promise<{ files: number; bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: string }>`select count(*)::int as files, coalesce(sum(size), 0)::text as bytes from stored_file where deleted_at is null`.execute(db);
  return { files: rows[0]?.files ?? 0, bytes: Number(rows[0]?.bytes ?? 0) };
}
