import { sql, type Kysely } from 'kysely';

/** Keys with which programs act for the people who made them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table api_key (
    id uuid primary key,
    person_id uuid not null references person (id) on delete cascade,
    name text not null,
    permissions text[] not null,
    token_hash text not null unique,
    hint text not null,
    second_factor boolean not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_used_at timestamptz,
    last_used_network text,
    revoked_at timestamptz,
    revoked_by uuid
  )`.execute(db);
  await sql`create index api_key_person on api_key (person_id, id)`.execute(db);
  await sql`create index api_key_expiry on api_key (expires_at)`.execute(db);
}
