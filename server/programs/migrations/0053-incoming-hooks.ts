import { sql, type Kysely } from 'kysely';

/** Addresses under which other systems tell something, and which of their messages were taken. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table incoming_hook (
    id uuid primary key,
    name text not null,
    purpose text not null,
    enabled boolean not null,
    secret text,
    last_received_at timestamptz,
    created_at timestamptz not null,
    created_by uuid,
    deleted_at timestamptz,
    revision bigint not null default 1
  )`.execute(db);
  await sql`create table incoming_message (
    hook text not null,
    message_id text not null,
    received_at timestamptz not null,
    outcome text not null,
    detail jsonb,
    primary key (hook, message_id)
  )`.execute(db);
  await sql`create index incoming_message_age on incoming_message (received_at)`.execute(db);
}
