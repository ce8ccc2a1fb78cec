import { sql, type Kysely } from 'kysely';

/** Addresses that hear of events, what is on its way to them, and every attempt. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table webhook_endpoint (
    id uuid primary key,
    address text not null,
    description text not null,
    events text[] not null,
    enabled boolean not null,
    secret text not null,
    earlier_secret text,
    earlier_secret_until timestamptz,
    failing_since timestamptz,
    last_success_at timestamptz,
    switched_off_at timestamptz,
    switched_off_because text,
    created_at timestamptz not null,
    created_by uuid,
    deleted_at timestamptz,
    revision bigint not null default 1
  )`.execute(db);
  await sql`create table webhook_delivery (
    id uuid primary key,
    endpoint_id uuid not null references webhook_endpoint (id) on delete cascade,
    event_id uuid not null,
    event text not null,
    subject text not null,
    position bigint not null,
    body text not null,
    state text not null check (state in ('waiting', 'delivered', 'failed')),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    taken_until timestamptz,
    created_at timestamptz not null,
    ended_at timestamptz,
    unique (endpoint_id, event_id)
  )`.execute(db);
  await sql`create index webhook_delivery_order on webhook_delivery (endpoint_id, subject, position) where state = 'waiting'`.execute(db);
  await sql`create index webhook_delivery_due on webhook_delivery (endpoint_id, next_attempt_at) where state = 'waiting'`.execute(db);
  await sql`create index webhook_delivery_list on webhook_delivery (endpoint_id, id)`.execute(db);
  await sql`create index webhook_delivery_age on webhook_delivery (ended_at) where ended_at is not null`.execute(db);
  await sql`create table webhook_attempt (
    id uuid primary key,
    delivery_id uuid not null references webhook_delivery (id) on delete cascade,
    at timestamptz not null,
    status integer,
    problem text,
    milliseconds integer not null,
    answer text not null
  )`.execute(db);
  await sql`create index webhook_attempt_delivery on webhook_attempt (delivery_id, id)`.execute(db);
}
