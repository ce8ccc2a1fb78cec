import { sql, type Kysely } from 'kysely';

/** Fleets as they are described, their groups, and who holds which seat. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table fleet (
    key text primary key,
    topic text not null,
    platform text not null,
    settings jsonb not null,
    next_position integer not null default 1,
    described_at timestamptz not null,
    removed_at timestamptz,
    revision bigint not null default 1
  )`.execute(db);
  await sql`create index fleet_topic on fleet (topic)`.execute(db);
  await sql`create table fleet_group (
    id uuid primary key,
    fleet text not null references fleet (key) on update cascade,
    key text not null,
    position integer not null,
    entry jsonb not null,
    number text,
    grams text[] not null default '{}',
    state text not null check (state in ('preparing', 'active', 'archived', 'dissolved')),
    held text check (held in ('diverting', 'frozen', 'closed')),
    intake text not null default 'open' check (intake in ('open', 'diverting', 'frozen', 'closed')),
    members integer not null default 0 check (members >= 0),
    others integer not null default 0 check (others >= 0),
    reserved integer not null default 0 check (reserved >= 0),
    ordinary integer not null default 0 check (ordinary >= 0),
    reserve_contributor integer not null default 0 check (reserve_contributor >= 0),
    reserve_invited integer not null default 0 check (reserve_invited >= 0),
    reserve_returning integer not null default 0 check (reserve_returning >= 0),
    reserve_staff integer not null default 0 check (reserve_staff >= 0),
    observed integer,
    observed_at timestamptz,
    created_at timestamptz not null,
    activated_at timestamptz,
    ended_at timestamptz,
    revision bigint not null default 1,
    unique (fleet, key),
    unique (fleet, position),
    check (ordinary <= members + reserved)
  )`.execute(db);
  await sql`create index fleet_group_state on fleet_group (fleet, state)`.execute(db);
  await sql`create index fleet_group_number on fleet_group (number) where number is not null`.execute(db);
  await sql`create index fleet_group_grams on fleet_group using gin (grams)`.execute(db);
  await sql`create table seat (
    id uuid primary key,
    fleet text not null references fleet (key) on update cascade,
    group_id uuid not null references fleet_group (id),
    person_id uuid references person (id),
    name text,
    kind text not null check (kind in ('ordinary', 'contributor', 'invited', 'returning', 'staff', 'bot')),
    from_reserve boolean not null default false,
    state text not null check (state in ('reserved', 'member', 'ended')),
    entrance text not null,
    application_id uuid,
    taken_at timestamptz not null,
    expires_at timestamptz,
    joined_at timestamptz,
    ended_at timestamptz,
    ended_because text,
    check ((state = 'reserved') = (expires_at is not null)),
    check ((state = 'ended') = (ended_at is not null))
  )`.execute(db);
  await sql`create unique index seat_once on seat (fleet, person_id) where state <> 'ended' and person_id is not null and kind in ('ordinary', 'invited', 'returning')`.execute(db);
  await sql`create unique index seat_group_once on seat (group_id, person_id) where state <> 'ended' and person_id is not null`.execute(db);
  await sql`create index seat_person on seat (person_id) where person_id is not null`.execute(db);
  await sql`create index seat_group on seat (group_id, state, id)`.execute(db);
  await sql`create index seat_expires on seat (expires_at) where state = 'reserved'`.execute(db);
  await sql`create index seat_application on seat (application_id) where application_id is not null`.execute(db);
  await sql`create table group_history (
    id uuid primary key,
    group_id uuid not null references fleet_group (id),
    fleet text not null references fleet (key) on update cascade,
    at timestamptz not null,
    what text not null,
    reason text not null,
    facts jsonb not null default '{}',
    by_person uuid
  )`.execute(db);
  await sql`create index group_history_group on group_history (group_id, id)`.execute(db);
  await sql`create index group_history_fleet on group_history (fleet, id)`.execute(db);
}
