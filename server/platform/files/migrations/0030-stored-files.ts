import { sql, type Kysely } from 'kysely';

/** What is kept in the folder for files. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table stored_file (
    id uuid primary key,
    sha256 text not null,
    size bigint not null check (size >= 0),
    media_type text not null,
    name text not null,
    created_at timestamptz not null,
    kept_at timestamptz,
    deleted_at timestamptz
  )`.execute(db);
  await sql`create index stored_file_unkept on stored_file (created_at) where kept_at is null`.execute(db);
  await sql`create index stored_file_deleted on stored_file (deleted_at) where deleted_at is not null`.execute(db);
}
