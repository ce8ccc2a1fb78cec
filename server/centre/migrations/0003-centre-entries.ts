import { sql, type Kysely } from 'kysely';

/** The described centre: its entries as one document each, its state as a whole, and what visitors propose. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table centre_entry (
    section text not null,
    key text not null,
    position integer not null,
    data jsonb not null,
    revision bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    primary key (section, key)
  )`.execute(db);
  await sql`create table centre_state (
    only_row boolean primary key default true check (only_row),
    settings jsonb,
    settings_revision bigint not null default 0,
    content_revision bigint not null default 0,
    example text,
    example_revision bigint,
    cleared jsonb,
    updated_at timestamptz not null default now()
  )`.execute(db);
  await sql`insert into centre_state default values`.execute(db);
  await sql`create table proposal (
    id uuid primary key,
    kind text not null check (kind in ('missing', 'wrong', 'other')),
    text text not null,
    contact text,
    page text,
    language text not null,
    created_at timestamptz not null,
    status text not null default 'open' check (status in ('open', 'done', 'dismissed')),
    handled_by text,
    handled_at timestamptz,
    note text
  )`.execute(db);
  await sql`create index proposal_status on proposal (status, id)`.execute(db);
}
