import { sql, type Kysely } from 'kysely';

/** What moderators announce to the members of a fleet or of one group, and who has confirmed having read it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table announcement (
    id uuid primary key,
    fleet text not null references fleet (key) on update cascade,
    group_id uuid references fleet_group (id),
    title text not null,
    body text not null,
    confirm boolean not null,
    posted_by uuid references person (id),
    posted_at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_by uuid references person (id)
  )`.execute(db);
  await sql`create index announcement_fleet on announcement (fleet, id)`.execute(db);
  await sql`create index announcement_withdrawn on announcement (withdrawn_at) where withdrawn_at is not null`.execute(db);
  await sql`create table announcement_read (
    announcement_id uuid not null references announcement (id) on delete cascade,
    person_id uuid not null references person (id),
    at timestamptz not null,
    primary key (announcement_id, person_id)
  )`.execute(db);
  await sql`create index announcement_read_person on announcement_read (person_id)`.execute(db);
}
