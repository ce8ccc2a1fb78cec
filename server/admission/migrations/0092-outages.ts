import { sql, type Kysely } from 'kysely';

/** When products could not be reached, and who owes a UID since then. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table outage_probe (
    product text primary key,
    settings jsonb not null,
    state jsonb not null,
    checked_at timestamptz,
    last_reason text,
    enabled boolean not null,
    created_at timestamptz not null,
    deleted_at timestamptz,
    revision bigint not null default 1
  )`.execute(db);
  await sql`create table outage_window (
    id uuid primary key,
    product text not null,
    kind text not null check (kind in ('observed', 'declared')),
    from_at timestamptz not null,
    until_at timestamptz,
    ends_by timestamptz not null,
    noticed_at timestamptz not null,
    note text,
    by_person uuid,
    lifted_strikes integer not null default 0,
    uids_asked_at timestamptz,
    check (ends_by > from_at)
  )`.execute(db);
  await sql`create unique index outage_window_observed on outage_window (product) where kind = 'observed' and until_at is null`.execute(db);
  await sql`create index outage_window_product on outage_window (product, from_at)`.execute(db);
  await sql`create index outage_window_unasked on outage_window (ends_by) where uids_asked_at is null`.execute(db);
  await sql`create table uid_request (
    application_id uuid primary key references application (id),
    window_id uuid not null references outage_window (id),
    asked_at timestamptz not null
  )`.execute(db);
  await sql`create index application_grace on application (grace_window) where grace_window is not null`.execute(db);
}
