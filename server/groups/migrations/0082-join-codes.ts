import { sql, type Kysely } from 'kysely';

/** One-time codes that show on a platform who was approved here, and the links by which they are checked without an account. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table check_link (
    id uuid primary key,
    fleet text not null references fleet (key) on update cascade,
    token_hash text not null unique,
    label text not null default '',
    created_by uuid references person (id),
    created_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz,
    revoked_by uuid references person (id)
  )`.execute(db);
  await sql`create index check_link_fleet on check_link (fleet, id)`.execute(db);
  await sql`create table join_code (
    seat_id uuid primary key references seat (id),
    code_hash text not null unique,
    sealed text not null,
    issued_at timestamptz not null,
    used_at timestamptz,
    used_by uuid references person (id),
    used_link uuid references check_link (id)
  )`.execute(db);
  await sql`create index join_code_issued on join_code (issued_at)`.execute(db);
}
