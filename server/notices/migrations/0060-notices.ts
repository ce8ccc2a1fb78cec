import { sql, type Kysely } from 'kysely';

/** Notices to staff: what happened, who hears of it and by which way; their choices; bots of groups; who is on duty. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table notice (
    id uuid primary key,
    kind text not null,
    event_id uuid not null,
    subject text not null,
    data jsonb not null,
    at timestamptz not null,
    unique (event_id, kind)
  )`.execute(db);
  await sql`create index notice_at on notice (at)`.execute(db);
  await sql`create table notice_reader (
    notice_id uuid not null references notice (id) on delete cascade,
    person_id uuid not null,
    read_at timestamptz,
    primary key (person_id, notice_id)
  )`.execute(db);
  await sql`create index notice_reader_unread on notice_reader (person_id) where read_at is null`.execute(db);
  await sql`create index notice_reader_notice on notice_reader (notice_id)`.execute(db);
  await sql`create table notice_delivery (
    id uuid primary key,
    notice_id uuid not null references notice (id) on delete cascade,
    receiver text not null,
    target text not null check (target in ('email', 'push', 'bot')),
    person_id uuid,
    bot_id uuid,
    kind text not null,
    state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'dropped')),
    held boolean not null,
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    error_code text,
    error_detail text,
    created_at timestamptz not null,
    ended_at timestamptz,
    unique (notice_id, receiver)
  )`.execute(db);
  await sql`create index notice_delivery_due on notice_delivery (next_attempt_at) where state in ('waiting', 'sending')`.execute(db);
  await sql`create index notice_delivery_receiver on notice_delivery (receiver, created_at) where state in ('waiting', 'sending')`.execute(db);
  await sql`create index notice_delivery_trouble on notice_delivery (created_at desc, id desc) where error_code is not null`.execute(db);
  await sql`create table notice_message (
    id uuid primary key,
    receiver text not null,
    kind text,
    summary boolean not null,
    sent_at timestamptz not null
  )`.execute(db);
  await sql`create index notice_message_receiver on notice_message (receiver, sent_at)`.execute(db);
  await sql`create table notice_setting (
    person_id uuid primary key,
    revision integer not null default 0,
    time_zone text not null,
    quiet jsonb not null,
    urgent_passes boolean not null,
    digest text not null,
    digest_at text not null,
    kinds jsonb not null
  )`.execute(db);
  await sql`create table notice_kind_setting (kind text primary key, enabled boolean not null, recipients text not null)`.execute(db);
  await sql`create table push_subscription (
    id uuid primary key,
    person_id uuid not null,
    endpoint_hash text not null unique,
    sealed text not null,
    label text not null,
    created_at timestamptz not null,
    used_at timestamptz
  )`.execute(db);
  await sql`create index push_subscription_person on push_subscription (person_id)`.execute(db);
  await sql`create table notice_bot (
    id uuid primary key,
    revision integer not null default 0,
    platform text not null,
    name text not null,
    host text not null,
    address_sealed text not null,
    secret_sealed text,
    language text not null,
    kinds jsonb not null,
    enabled boolean not null,
    failing_since timestamptz,
    error_code text,
    error_detail text,
    switched_off_at timestamptz,
    last_sent_at timestamptz,
    created_at timestamptz not null,
    removed_at timestamptz
  )`.execute(db);
  await sql`create table duty_roster (
    id uuid primary key,
    revision integer not null default 0,
    scope_kind text not null,
    scope_key text not null default '',
    name text not null,
    time_zone text not null,
    plan jsonb not null,
    created_at timestamptz not null,
    removed_at timestamptz
  )`.execute(db);
}
