import { sql, type Kysely } from 'kysely';

/** Events with their outbox, the audit log, and the answers kept for repeated requests. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table event (
    id uuid primary key,
    position bigint generated always as identity unique,
    name text not null,
    subject text not null,
    data jsonb not null,
    occurred_at timestamptz not null
  )`.execute(db);
  await sql`create table outbox (
    event_id uuid not null references event (id) on delete cascade,
    subscriber text not null,
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    last_error text,
    primary key (event_id, subscriber)
  )`.execute(db);
  await sql`create index outbox_due on outbox (next_attempt_at)`.execute(db);
  await sql`create table audit_entry (
    id uuid primary key,
    at timestamptz not null,
    actor_kind text not null,
    actor_id uuid,
    actor_name text,
    operation text not null,
    subject_kind text not null,
    subject_key text not null,
    before jsonb,
    after jsonb,
    request_id text
  )`.execute(db);
  await sql`create index audit_entry_subject on audit_entry (subject_kind, subject_key, id)`.execute(db);
  await sql`create table idempotency_record (
    scope text not null,
    operation text not null,
    key text not null,
    input_hash text not null,
    response jsonb not null,
    created_at timestamptz not null,
    primary key (scope, operation, key)
  )`.execute(db);
  await sql`create index idempotency_record_age on idempotency_record (created_at)`.execute(db);
}
