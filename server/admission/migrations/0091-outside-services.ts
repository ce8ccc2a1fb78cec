import { sql, type Kysely } from 'kysely';

/** Whom admission asks outside: products about UIDs, forges about pull requests; and what proves that somebody sits there. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table uid_service (
    product text primary key,
    settings jsonb not null,
    sealed_headers text not null,
    created_at timestamptz not null,
    deleted_at timestamptz,
    revision bigint not null default 1
  )`.execute(db);
  await sql`create table forge (
    key text primary key,
    kind text not null check (kind in ('github', 'gitee')),
    settings jsonb not null,
    sealed_secret text not null,
    sealed_token text,
    enabled boolean not null,
    created_at timestamptz not null,
    deleted_at timestamptz,
    revision bigint not null default 1
  )`.execute(db);
  await sql`create unique index forge_kind on forge (kind) where deleted_at is null`.execute(db);
  await sql`create table forge_visit (
    id uuid primary key,
    state_hash text not null unique,
    browser_hash text not null,
    forge text not null,
    person_id uuid not null references person (id),
    sealed_verifier text not null,
    sealed_kept text not null,
    return_to text not null,
    result text check (result in ('proven', 'taken', 'refused')),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`.execute(db);
  await sql`create index forge_visit_browser on forge_visit (browser_hash)`.execute(db);
  await sql`create index forge_visit_person on forge_visit (person_id)`.execute(db);
  await sql`create index forge_visit_age on forge_visit (created_at)`.execute(db);
  await sql`create table human_challenge_used (challenge_hash text primary key, until timestamptz not null)`.execute(db);
  await sql`create index human_challenge_used_until on human_challenge_used (until)`.execute(db);
  await sql`create table human_code (
    id uuid primary key,
    person_id uuid not null references person (id),
    fleet text not null,
    code_hash text not null,
    attempts integer not null default 0,
    created_at timestamptz not null,
    until timestamptz not null,
    used_at timestamptz
  )`.execute(db);
  await sql`create index human_code_person on human_code (person_id, created_at)`.execute(db);
  await sql`create index human_code_age on human_code (created_at)`.execute(db);
  await sql`create table high_trust_proof (
    id uuid primary key,
    person_id uuid not null references person (id),
    fleet text not null,
    at timestamptz not null,
    application_id uuid
  )`.execute(db);
  await sql`create index high_trust_proof_person on high_trust_proof (person_id, fleet, at)`.execute(db);
  await sql`create index high_trust_proof_age on high_trust_proof (at)`.execute(db);
  await sql`create table admission_limit (
    bucket text primary key,
    ends_at timestamptz not null,
    uses integer not null
  )`.execute(db);
  await sql`create index admission_limit_ends on admission_limit (ends_at)`.execute(db);
}
