import { sql, type Kysely } from 'kysely';

/** When so many applied to a fleet at once that people have to look. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table raid_state (
    fleet text primary key references fleet (key) on update cascade,
    since timestamptz not null,
    burst_at timestamptz not null,
    recent integer not null,
    usual double precision not null,
    began_told_at timestamptz,
    ended_at timestamptz,
    end_told_at timestamptz
  )`.execute(db);
  await sql`create index raid_state_on on raid_state (burst_at) where end_told_at is null`.execute(db);
  await sql`create table raid_settings (
    id boolean primary key default true check (id),
    settings jsonb not null,
    revision bigint not null default 1
  )`.execute(db);
  await sql`create index application_submitted on application (fleet, submitted_at)`.execute(db);
}
