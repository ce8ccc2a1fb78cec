import { sql, type Kysely } from 'kysely';

/** What went over when a fleet became part of another one, for the minutes in which that can be undone. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table fleet_merge (
    id uuid primary key,
    from_key text not null,
    into_key text not null references fleet (key) on update cascade on delete cascade,
    at timestamptz not null,
    until timestamptz not null,
    kept jsonb not null,
    undone_at timestamptz
  )`.execute(db);
  await sql`create index fleet_merge_into on fleet_merge (into_key, at)`.execute(db);
}
