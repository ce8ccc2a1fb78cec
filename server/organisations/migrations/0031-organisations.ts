import { sql, type Kysely } from 'kysely';

/** Organisations with their departments, members, domains and certificates. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table organisation (
    id uuid primary key,
    name text not null,
    name_key text not null,
    aliases text[] not null default '{}',
    note text not null default '',
    domain_joining text not null default 'suggest' check (domain_joining in ('off', 'suggest', 'add')),
    grams text[] not null,
    created_at timestamptz not null,
    archived_at timestamptz,
    revision bigint not null default 1
  )`.execute(db);
  await sql`create index organisation_order on organisation (name_key, id) where archived_at is null`.execute(db);
  await sql`create index organisation_archived on organisation (name_key, id) where archived_at is not null`.execute(db);
  await sql`create unique index organisation_name on organisation (name_key) where archived_at is null`.execute(db);
  await sql`create index organisation_grams on organisation using gin (grams)`.execute(db);
  await sql`create table department (
    id uuid primary key,
    organisation_id uuid not null references organisation (id) on delete cascade,
    parent_id uuid references department (id),
    name text not null,
    created_at timestamptz not null,
    archived_at timestamptz,
    revision bigint not null default 1,
    check (parent_id <> id)
  )`.execute(db);
  await sql`create index department_tree on department (organisation_id, parent_id)`.execute(db);
  await sql`create unique index department_name on department (organisation_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), lower(name)) where archived_at is null`.execute(db);
  await sql`create table organisation_member (
    id uuid primary key,
    organisation_id uuid not null references organisation (id) on delete cascade,
    department_id uuid references department (id),
    person_id uuid references person (id),
    account_kind text,
    account_issuer text,
    account_canonical text,
    account_typed text,
    name text not null,
    title text not null default '',
    from_day date not null,
    until_day date,
    source text not null check (source in ('manual', 'import', 'domain', 'scim')),
    suggested boolean not null default false,
    created_at timestamptz not null,
    removed_at timestamptz,
    revision bigint not null default 1,
    check (until_day is null or until_day > from_day),
    check (person_id is not null or account_canonical is not null or removed_at is not null)
  )`.execute(db);
  await sql`create unique index organisation_member_person on organisation_member (organisation_id, person_id) where removed_at is null and person_id is not null`.execute(db);
  await sql`create unique index organisation_member_account on organisation_member (organisation_id, account_kind, account_issuer, account_canonical) where removed_at is null and account_canonical is not null`.execute(db);
  await sql`create index organisation_member_of_person on organisation_member (person_id) where removed_at is null`.execute(db);
  await sql`create index organisation_member_waiting on organisation_member (account_canonical, account_kind) where person_id is null and removed_at is null`.execute(db);
  await sql`create index organisation_member_order on organisation_member (organisation_id, id)`.execute(db);
  await sql`create table organisation_domain (
    id uuid primary key,
    organisation_id uuid not null references organisation (id) on delete cascade,
    domain text not null,
    token text not null,
    verified_how text check (verified_how in ('dns', 'operator')),
    verified_at timestamptz,
    checked_at timestamptz,
    created_at timestamptz not null,
    removed_at timestamptz,
    revision bigint not null default 1
  )`.execute(db);
  await sql`create unique index organisation_domain_verified on organisation_domain (domain) where verified_at is not null and removed_at is null`.execute(db);
  await sql`create unique index organisation_domain_once on organisation_domain (organisation_id, domain) where removed_at is null`.execute(db);
  await sql`create table organisation_certificate (
    id uuid primary key,
    organisation_id uuid not null references organisation (id) on delete cascade,
    issuer text not null,
    number text not null,
    valid_until date,
    file_id uuid not null,
    file_name text not null,
    file_type text not null,
    file_size bigint not null,
    state text not null default 'submitted' check (state in ('submitted', 'verified', 'rejected', 'expired')),
    reason text,
    submitted_at timestamptz not null,
    submitted_by uuid,
    decided_at timestamptz,
    decided_by uuid,
    warned_at timestamptz,
    removed_at timestamptz,
    revision bigint not null default 1
  )`.execute(db);
  await sql`create index organisation_certificate_of on organisation_certificate (organisation_id, id)`.execute(db);
  await sql`create index organisation_certificate_waiting on organisation_certificate (organisation_id) where state = 'submitted' and removed_at is null`.execute(db);
  await sql`create index organisation_certificate_ends on organisation_certificate (valid_until) where state = 'verified' and removed_at is null`.execute(db);
}
