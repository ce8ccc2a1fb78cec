import { sql, type Kysely } from 'kysely';

/** Persons, their identities, passwords, roles and sessions, and the link that lets the first operator in. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table person (id uuid primary key, name text not null, created_at timestamptz not null, disabled_at timestamptz)`.execute(db);
  await sql`create table identity (
    id uuid primary key,
    person_id uuid not null references person (id) on delete cascade,
    kind text not null,
    typed text not null,
    canonical text not null,
    proven_at timestamptz,
    created_at timestamptz not null,
    unique (kind, canonical)
  )`.execute(db);
  await sql`create index identity_person on identity (person_id)`.execute(db);
  await sql`create table credential (person_id uuid primary key references person (id) on delete cascade, password_hash text not null, changed_at timestamptz not null)`.execute(db);
  await sql`create table role_grant (
    person_id uuid not null references person (id) on delete cascade,
    role text not null check (role in ('operator', 'moderator', 'agent')),
    granted_at timestamptz not null,
    primary key (person_id, role)
  )`.execute(db);
  await sql`create table session (
    id uuid primary key,
    token_hash text not null unique,
    person_id uuid not null references person (id) on delete cascade,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
  )`.execute(db);
  await sql`create index session_person on session (person_id)`.execute(db);
  await sql`create table set_up_link (token_hash text primary key, created_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz)`.execute(db);
}
