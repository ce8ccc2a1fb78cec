import { sql, type Kysely } from 'kysely';

/** The QR codes that platforms make for groups, until when each holds, and who found one dead. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table group_code (
    id uuid primary key,
    group_id uuid not null references fleet_group (id),
    content text,
    file_id uuid,
    audience text not null check (audience in ('everyone', 'admitted')),
    typed text not null default '',
    said text not null check (said in ('nothing', 'day', 'days', 'never')),
    expires_at timestamptz,
    warned_hours integer,
    entered_by uuid references person (id),
    entered_at timestamptz not null,
    ended_at timestamptz,
    ended_because text check (ended_because in ('replaced', 'expired', 'marked_dead', 'reported')),
    ended_by uuid references person (id),
    revision bigint not null default 1,
    check ((content is null) <> (file_id is null)),
    check ((ended_at is null) = (ended_because is null))
  )`.execute(db);
  await sql`create unique index group_code_live on group_code (group_id) where ended_at is null`.execute(db);
  await sql`create index group_code_of on group_code (group_id, id)`.execute(db);
  await sql`create index group_code_expires on group_code (expires_at) where ended_at is null and expires_at is not null`.execute(db);
  await sql`create index group_code_ended on group_code (ended_at) where ended_at is not null`.execute(db);
  await sql`create table code_report (
    code_id uuid not null references group_code (id) on delete cascade,
    network_hash text not null,
    human boolean not null,
    at timestamptz not null,
    primary key (code_id, network_hash)
  )`.execute(db);
}
