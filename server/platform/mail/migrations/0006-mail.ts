import { sql, type Kysely } from 'kysely';

/** Mails that go out. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table mail (
    id uuid primary key,
    kind text not null,
    recipient text not null,
    recipient_name text,
    language text not null,
    subject text not null,
    body jsonb,
    secret boolean not null,
    state text not null check (state in ('waiting', 'sent', 'caught', 'failed')),
    attempts integer not null default 0,
    last_error text,
    created_at timestamptz not null,
    next_attempt_at timestamptz not null,
    ended_at timestamptz
  )`.execute(db);
  await sql`create index mail_due on mail (next_attempt_at) where state = 'waiting'`.execute(db);
  await sql`create index mail_recipient on mail (lower(recipient))`.execute(db);
}
