import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import { groups } from '../schema.ts';

export type Reminded = { id: string; fleet: string; since: Date };

/** Groups that have been wanted since before `before` and of which it was not said yet; from now on it was. Each is answered once, also to two nodes. */
export async function remindWanted(db: Database, step: 'reminder' | 'escalation', platforms: readonly string[], before: Date, now: Date): Promise<Reminded[]> {
  const column = step === 'reminder' ? 'reminded_at' : 'escalated_at';
  const { rows } = await sql<Reminded>`
    update fleet_group as g set ${sql.ref(column)} = ${now}
    from fleet where fleet.key = g.fleet and fleet.removed_at is null and fleet.platform = any(${platforms}::text[])
      and g.state = 'preparing' and g.held is distinct from 'closed' and g.created_at <= ${before} and g.${sql.ref(column)} is null
    returning g.id, g.fleet, g.created_at as since`.execute(db);
  return rows;
}

/** Groups on these platforms whose heads were last counted before `before`, or never although they are that old; said once in that time. */
export async function remindCounts(db: Database, platforms: readonly string[], before: Date, now: Date): Promise<{ id: string; fleet: string; observedAt: Date | null }[]> {
  const { rows } = await sql<{ id: string; fleet: string; observedAt: Date | null }>`
    update fleet_group as g set count_reminded_at = ${now}
    from fleet where fleet.key = g.fleet and fleet.removed_at is null and fleet.platform = any(${platforms}::text[])
      and g.state = 'active' and coalesce(g.observed_at, g.activated_at, g.created_at) <= ${before} and (g.count_reminded_at is null or g.count_reminded_at <= ${before})
    returning g.id, g.fleet, g.observed_at as "observedAt"`.execute(db);
  return rows;
}

/** Active groups of described fleets by id, for a look at how much is said in them. */
export async function groupsToJudge(db: Database, after: string | undefined, limit: number): Promise<{ id: string; fleet: string; activatedAt: Date; toldAt: Date | null }[]> {
  const rows = await groups(db).selectFrom('fleet_group').innerJoin('fleet', 'fleet.key', 'fleet_group.fleet')
    .select(['fleet_group.id', 'fleet_group.fleet', 'fleet_group.activated_at', 'fleet_group.created_at', 'fleet_group.idle_told_at'])
    .where('fleet.removed_at', 'is', null).where('fleet_group.state', '=', 'active')
    .$if(after !== undefined, (query) => query.where('fleet_group.id', '>', after ?? ''))
    .orderBy('fleet_group.id').limit(limit).execute();
  return rows.map((row) => ({ id: row.id, fleet: row.fleet, activatedAt: row.activated_at ?? row.created_at, toldAt: row.idle_told_at }));
}

export async function setIdleTold(db: Database, id: string, at: Date | null): Promise<void> {
  await groups(db).updateTable('fleet_group').set({ idle_told_at: at }).where('id', '=', id).execute();
}

/** Whether what was last said of an idle group is that it will be archived, and not only that it could be. */
export async function isArchiveAnnounced(db: Database, id: string): Promise<boolean> {
  const row = await groups(db).selectFrom('group_history').select('reason').where('group_id', '=', id).where('what', '=', 'idle').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.reason === 'archived_in_a_week';
}

export type OutsideRow = { id: string; fleet: string; platform: string };

/** Groups of these platforms in a state, the oldest first. */
export async function groupsOn(db: Database, platforms: readonly string[], state: 'preparing' | 'active', limit: number): Promise<OutsideRow[]> {
  if (platforms.length === 0) return [];
  return groups(db).selectFrom('fleet_group').innerJoin('fleet', 'fleet.key', 'fleet_group.fleet')
    .select(['fleet_group.id', 'fleet_group.fleet', sql<string>`fleet.platform`.as('platform')])
    .where('fleet.removed_at', 'is', null).where('fleet_group.state', '=', state).where((where) => where.or([where('fleet_group.held', 'is', null), where('fleet_group.held', '<>', 'closed')])).where(sql<boolean>`fleet.platform = any(${platforms}::text[])`)
    .orderBy(sql`coalesce(fleet_group.observed_at, fleet_group.created_at)`).limit(limit).execute();
}

/** Persons who were in groups of these platforms, whose seats ended since `since`, and who have not been taken out there. */
export async function membersToRemove(db: Database, platforms: readonly string[], since: Date, limit: number): Promise<(OutsideRow & { seat: string; person: string })[]> {
  if (platforms.length === 0) return [];
  const { rows } = await sql<OutsideRow & { seat: string; person: string }>`
    select seat.id as seat, seat.person_id as person, seat.group_id as id, seat.fleet, fleet.platform
    from seat join fleet on fleet.key = seat.fleet
    where seat.state = 'ended' and seat.ended_at >= ${since} and seat.joined_at is not null and seat.person_id is not null and seat.removed_there_at is null and fleet.platform = any(${platforms}::text[])
      and not exists (select 1 from seat as again where again.group_id = seat.group_id and again.person_id = seat.person_id and again.state <> 'ended')
    order by seat.ended_at limit ${limit}`.execute(db);
  return rows;
}

export async function markRemovedThere(db: Database, seat: string, now: Date): Promise<void> {
  await groups(db).updateTable('seat').set({ removed_there_at: now }).where('id', '=', seat).execute();
}
