import { sql, type Kysely } from 'kysely';

/** What keeps the centre running: which key and which programs it has had, backups, troubles that were told, deliveries that were dropped. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table centre_key (
    only_row boolean primary key default true check (only_row),
    fingerprint text not null,
    since timestamptz not null
  )`.execute(db);
  await sql`create table program_start (
    version text not null,
    release integer not null,
    node text not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (version, release)
  )`.execute(db);
  await sql`create table schema_change (
    name text primary key,
    release integer not null,
    compatible boolean not null,
    noted_at timestamptz not null default now()
  )`.execute(db);
  await sql`create table backup_run (
    id uuid primary key,
    origin text not null check (origin in ('asked', 'timetable', 'command')),
    state text not null check (state in ('waiting', 'running', 'done', 'failed')),
    started_at timestamptz not null,
    updated_at timestamptz not null,
    file text,
    bytes bigint,
    progress jsonb,
    problem jsonb,
    started_by text
  )`.execute(db);
  await sql`create index backup_run_started on backup_run (started_at)`.execute(db);
  await sql`create table upkeep_trouble (
    check_name text primary key,
    level text not null,
    since timestamptz not null,
    told_at timestamptz not null
  )`.execute(db);
  await sql`create table dropped_delivery (
    event_id uuid not null references event (id) on delete cascade,
    subscriber text not null,
    subject text not null,
    position bigint not null,
    attempts integer not null,
    last_error text,
    parked_at timestamptz not null,
    dropped_at timestamptz not null,
    primary key (event_id, subscriber)
  )`.execute(db);
}
