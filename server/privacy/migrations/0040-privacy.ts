import { sql, type Kysely } from 'kysely';
import { standardNotices } from '../../../common/locales/privacy-notices/index.ts';
import { newId } from '../../platform/index.ts';

/** Notices with their versions, who was shown or accepted which, how long data stays, exports and erasures, and barred identities as keyed hashes. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table privacy_notice (
    id uuid primary key,
    form text not null,
    version integer,
    text jsonb not null,
    consent jsonb,
    revision integer not null default 1,
    changed_at timestamptz not null,
    published_at timestamptz,
    in_force_from timestamptz,
    check ((version is null) = (published_at is null) and (version is null) = (in_force_from is null))
  )`.execute(db);
  await sql`create unique index privacy_notice_version on privacy_notice (form, version)`.execute(db);
  await sql`create unique index privacy_notice_one_draft on privacy_notice (form) where version is null`.execute(db);
  // A published version never changes, whoever writes the statement.
  await sql`create function privacy_notice_is_fixed() returns trigger language plpgsql as $$
    begin
      if old.version is not null then
        raise exception 'A published privacy notice never changes';
      end if;
      return new;
    end $$`.execute(db);
  await sql`create trigger privacy_notice_is_fixed before update on privacy_notice for each row execute function privacy_notice_is_fixed()`.execute(db);
  await sql`create table privacy_consent (
    id uuid primary key,
    notice_id uuid not null references privacy_notice (id),
    person_id uuid references person (id) on delete set null,
    subject text,
    accepted boolean not null,
    at timestamptz not null,
    withdrawn_at timestamptz
  )`.execute(db);
  await sql`create index privacy_consent_person on privacy_consent (person_id, id) where person_id is not null`.execute(db);
  await sql`create index privacy_consent_notice on privacy_consent (notice_id, accepted)`.execute(db);
  await sql`create index privacy_consent_age on privacy_consent (at)`.execute(db);
  await sql`create table retention_setting (kind text primary key, days integer not null check (days >= 0), revision integer not null, changed_at timestamptz not null)`.execute(db);
  await sql`create table retention_run (kind text primary key, at timestamptz not null, deleted bigint not null)`.execute(db);
  await sql`create table privacy_request (
    id uuid primary key,
    kind text not null check (kind in ('export', 'erasure')),
    state text not null check (state in ('waiting', 'running', 'done', 'refused', 'taken_back')),
    person_id uuid not null,
    asked_by uuid not null,
    asked_at timestamptz not null,
    due_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    steps_done text[] not null default '{}',
    steps_all integer not null default 0,
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    reason text,
    left_over jsonb
  )`.execute(db);
  await sql`create unique index privacy_request_one_erasure on privacy_request (person_id) where kind = 'erasure' and state in ('waiting', 'running')`.execute(db);
  await sql`create index privacy_request_due on privacy_request (next_attempt_at) where state in ('waiting', 'running')`.execute(db);
  await sql`create index privacy_request_person on privacy_request (person_id, id)`.execute(db);
  await sql`create table privacy_export (
    request_id uuid primary key references privacy_request (id) on delete cascade,
    json bytea not null,
    html bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`.execute(db);
  await sql`create index privacy_export_age on privacy_export (expires_at)`.execute(db);
  await sql`create table barred_identity (hash text primary key, kind text not null, key_fingerprint text not null, reason text not null, barred_at timestamptz not null, until timestamptz not null)`.execute(db);
  await sql`create index barred_identity_until on barred_identity (until)`.execute(db);
  await sql`create index audit_entry_age on audit_entry (at)`.execute(db);
  const now = new Date();
  for (const form of ['proposal', 'sign_in'] as const) {
    await sql`insert into privacy_notice (id, form, version, text, changed_at, published_at, in_force_from) values (${newId(now)}, ${form}, 1, ${JSON.stringify(standardNotices[form])}, ${now}, ${now}, 'epoch')`.execute(db);
  }
}
