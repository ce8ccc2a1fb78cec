import { sql, type Kysely } from 'kysely';

/** Whether a group is frozen by its heads, apart from what was set by hand; when somebody was reminded of it; and how much is said a day. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table fleet_group
    add column frozen boolean not null default false,
    add column reminded_at timestamptz,
    add column escalated_at timestamptz,
    add column count_reminded_at timestamptz,
    add column idle_told_at timestamptz`.execute(db);
  await sql`update fleet_group set frozen = true where intake in ('frozen', 'closed') and held is null and state = 'active'`.execute(db);
  await sql`create index fleet_group_preparing on fleet_group (created_at) where state = 'preparing'`.execute(db);
  await sql`create table group_message_day (
    group_id uuid not null references fleet_group (id),
    day date not null,
    count integer not null check (count >= 0),
    entered_by uuid,
    entered_at timestamptz not null,
    primary key (group_id, day)
  )`.execute(db);
  await sql`alter table seat add column removed_there_at timestamptz`.execute(db);
  await sql`create index seat_ended on seat (ended_at) where state = 'ended'`.execute(db);
}
