import { sql, type Kysely } from 'kysely';

/** Codes and links that were sent, second steps, second factors, passkeys, and sign-in services of others. Secrets are hashed or sealed. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table sign_in_code (
    id uuid primary key,
    purpose text not null check (purpose in ('sign_in', 'prove', 'confirm')),
    kind text not null check (kind in ('email', 'phone')),
    typed text not null,
    canonical text not null,
    person_id uuid references person (id) on delete cascade,
    browser_hash text not null unique,
    code_hash text not null,
    link_hash text unique,
    return_to text not null default '',
    attempts int not null default 0,
    created_at timestamptz not null,
    code_until timestamptz not null,
    link_until timestamptz not null,
    used_at timestamptz
  )`.execute(db);
  await sql`create index sign_in_code_address on sign_in_code (canonical, created_at)`.execute(db);
  await sql`create index sign_in_code_person on sign_in_code (person_id) where person_id is not null`.execute(db);
  await sql`create table sign_in_step (
    id uuid primary key,
    token_hash text not null unique,
    person_id uuid not null references person (id) on delete cascade,
    needs text not null check (needs in ('second_factor', 'password')),
    method text not null,
    proves jsonb,
    return_to text not null default '',
    attempts int not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`.execute(db);
  await sql`create index sign_in_step_person on sign_in_step (person_id, created_at)`.execute(db);
  await sql`create table sign_in_totp (
    person_id uuid primary key references person (id) on delete cascade,
    sealed_key text not null,
    confirmed_at timestamptz,
    last_step bigint,
    created_at timestamptz not null
  )`.execute(db);
  await sql`create table sign_in_recovery_code (
    id uuid primary key,
    person_id uuid not null references person (id) on delete cascade,
    code_hash text not null unique,
    created_at timestamptz not null,
    used_at timestamptz
  )`.execute(db);
  await sql`create index sign_in_recovery_code_person on sign_in_recovery_code (person_id)`.execute(db);
  await sql`create table sign_in_passkey (
    id uuid primary key,
    person_id uuid not null references person (id) on delete cascade,
    credential_id text not null unique,
    public_key text not null,
    counter bigint not null,
    transports jsonb not null,
    backed_up boolean not null,
    name text not null,
    created_at timestamptz not null,
    last_used_at timestamptz
  )`.execute(db);
  await sql`create index sign_in_passkey_person on sign_in_passkey (person_id)`.execute(db);
  await sql`create table sign_in_passkey_challenge (
    id uuid primary key,
    token_hash text not null unique,
    challenge text not null,
    purpose text not null,
    person_id uuid references person (id) on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`.execute(db);
  await sql`create index sign_in_passkey_challenge_person on sign_in_passkey_challenge (person_id) where person_id is not null`.execute(db);
  await sql`create table sign_in_provider (
    key text primary key,
    name jsonb not null,
    issuer text not null,
    client_id text not null,
    sealed_secret text not null,
    scopes text not null,
    product_claim text,
    product_key text,
    trusts_email boolean not null,
    enabled boolean not null,
    created_at timestamptz not null,
    deleted_at timestamptz,
    revision bigint not null default 1
  )`.execute(db);
  await sql`create table sign_in_visit (
    id uuid primary key,
    state_hash text not null unique,
    browser_hash text not null,
    provider text not null references sign_in_provider (key) on delete cascade,
    nonce text not null,
    sealed_verifier text not null,
    purpose text not null check (purpose in ('sign_in', 'connect', 'confirm')),
    person_id uuid references person (id) on delete cascade,
    return_to text not null default '',
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`.execute(db);
  await sql`create index sign_in_visit_person on sign_in_visit (person_id) where person_id is not null`.execute(db);
}
