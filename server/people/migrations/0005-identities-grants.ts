import { sql, type Kysely } from 'kysely';

/** Identities of every kind, claimed or proven; roles for parts of the centre; what a session knows of how it began; teams. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table person
    add column language text not null default 'zh-CN',
    add column merged_into uuid references person (id),
    add column erased_at timestamptz,
    add column revision bigint not null default 1`.execute(db);
  await sql`alter table identity
    drop constraint identity_kind_canonical_key,
    add column issuer text not null default '',
    add column proven_how text`.execute(db);
  // Many may claim an account; only one person can have proven it.
  await sql`create unique index identity_proven on identity (kind, issuer, canonical) where proven_at is not null`.execute(db);
  await sql`create unique index identity_once on identity (person_id, kind, issuer, canonical)`.execute(db);
  await sql`create index identity_canonical on identity (canonical, kind)`.execute(db);
  await sql`alter table role_grant
    add column scope_kind text not null default 'centre' check (scope_kind in ('centre', 'fleet', 'team')),
    add column scope_key text not null default '',
    add column granted_by uuid,
    add constraint role_grant_scope check ((scope_kind = 'centre') = (scope_key = '')),
    drop constraint role_grant_pkey,
    add primary key (person_id, role, scope_kind, scope_key)`.execute(db);
  await sql`create index role_grant_scope_index on role_grant (scope_kind, scope_key)`.execute(db);
  await sql`alter table session
    add column authenticated_at timestamptz not null default now(),
    add column method text not null default 'password',
    add column second_factor boolean not null default false,
    add column device text not null default '',
    add column network text not null default ''`.execute(db);
  await sql`create table team (key text primary key, name jsonb not null, created_at timestamptz not null, archived_at timestamptz, revision bigint not null default 1)`.execute(db);
  await sql`create table staff_policy (
    only_one boolean primary key default true check (only_one),
    second_factor_required boolean not null default false,
    revision bigint not null default 1
  )`.execute(db);
  await sql`insert into staff_policy default values`.execute(db);
}
