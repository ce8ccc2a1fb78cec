import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import { groups, type DescribedFleet } from '../schema.ts';

/** A fleet as it is kept. */
export type FleetRow = { key: string; settings: DescribedFleet; nextPosition: number; removed: boolean };

const toFleet = (row: { key: string; settings: DescribedFleet; next_position: number; removed_at: Date | null }): FleetRow => ({ key: row.key, settings: row.settings, nextPosition: row.next_position, removed: row.removed_at !== null });

/** Takes the lock under which everything about the fleet's seats is decided. Lock order: fleet → group → application → person. */
export async function lockFleetRow(db: Database, key: string): Promise<FleetRow | undefined> {
  const row = await groups(db).selectFrom('fleet').select(['key', 'settings', 'next_position', 'removed_at']).where('key', '=', key).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toFleet(row);
}

/**
 * Takes the locks of all fleets, in the order of their keys, before the centre is changed. The order is the one in which JavaScript sorts keys:
 * whoever takes several locks one by one goes by that, and a database's own order puts hyphens elsewhere.
 */
export async function lockAllFleets(db: Database): Promise<FleetRow[]> {
  const rows = await groups(db).selectFrom('fleet').select(['key', 'settings', 'next_position', 'removed_at']).orderBy(sql`key collate "C"`).forUpdate().execute();
  return rows.map(toFleet);
}

export async function findFleetRow(db: Database, key: string): Promise<FleetRow | undefined> {
  const row = await groups(db).selectFrom('fleet').select(['key', 'settings', 'next_position', 'removed_at']).where('key', '=', key).executeTakeFirst();
  return row === undefined ? undefined : toFleet(row);
}

/** Many fleets at once, also those that are described no more; every fleet when no keys are named. */
export async function fleetRows(db: Database, keys?: readonly string[]): Promise<FleetRow[]> {
  if (keys?.length === 0) return [];
  const rows = await groups(db).selectFrom('fleet').select(['key', 'settings', 'next_position', 'removed_at']).$if(keys !== undefined, (query) => query.where('key', 'in', [...new Set(keys)])).orderBy('key').execute();
  return rows.map(toFleet);
}

export async function putFleet(db: Database, fleet: DescribedFleet, now: Date): Promise<void> {
  const values = { topic: fleet.topic, platform: fleet.platform, settings: JSON.stringify(fleet), described_at: now, removed_at: null };
  await groups(db).insertInto('fleet').values({ key: fleet.key, ...values })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ ...values, revision: sql`fleet.revision + 1` }))
    .execute();
}

/** The fleet is described no more; its groups and seats stay as they were. */
export async function markRemoved(db: Database, keys: readonly string[], now: Date): Promise<void> {
  if (keys.length > 0) await groups(db).updateTable('fleet').set({ removed_at: now, full_told: null }).where('key', 'in', [...keys]).where('removed_at', 'is', null).execute();
}

/** Of which state it was said last that the fleet is full. */
export async function fullTold(db: Database, key: string): Promise<string | null> {
  return (await groups(db).selectFrom('fleet').select('full_told').where('key', '=', key).executeTakeFirst())?.full_told ?? null;
}

export async function setFullTold(db: Database, key: string, state: string | null): Promise<void> {
  await groups(db).updateTable('fleet').set({ full_told: state }).where('key', '=', key).where('full_told', 'is distinct from', state).execute();
}

/** Fleets that are described no more since then or before. */
export async function fleetsRemovedBy(db: Database, at: Date): Promise<string[]> {
  return (await groups(db).selectFrom('fleet').select('key').where('removed_at', '<=', at).orderBy('key').execute()).map(({ key }) => key);
}

/** Takes the next place in the line of groups. */
export async function takePosition(db: Database, fleet: string, atLeast: number): Promise<number> {
  const row = await groups(db).updateTable('fleet').set({ next_position: sql`greatest(next_position, ${atLeast}) + 1` }).where('key', '=', fleet).returning(sql<number>`next_position - 1`.as('position')).executeTakeFirstOrThrow();
  return row.position;
}

/** Where the line of groups goes on, unless it went on since. */
export async function resetPosition(db: Database, fleet: string, { before, after }: { before: number; after: number }): Promise<void> {
  await groups(db).updateTable('fleet').set({ next_position: before }).where('key', '=', fleet).where('next_position', '=', after).execute();
}

/** Fleets that are described, in the order of their keys, from after a key on; `keys`: these only. */
export async function pageOfFleets(db: Database, { keys, topic, after }: { keys: readonly string[] | undefined; topic: string | undefined; after: string | undefined }, limit: number): Promise<FleetRow[]> {
  if (keys?.length === 0) return [];
  const rows = await groups(db).selectFrom('fleet').select(['key', 'settings', 'next_position', 'removed_at']).where('removed_at', 'is', null)
    .$if(keys !== undefined, (query) => query.where('key', 'in', [...(keys ?? [])]))
    .$if(topic !== undefined, (query) => query.where('topic', '=', topic ?? ''))
    .$if(after !== undefined, (query) => query.where('key', '>', after ?? ''))
    .orderBy('key').limit(limit).execute();
  return rows.map(toFleet);
}

/** The fleet goes by another key; its groups, seats and history, and whatever references its row, follow. */
export async function renameFleetRow(db: Database, from: string, to: string): Promise<void> {
  // A fleet of that key that is described no more and never had a group makes room.
  await groups(db).deleteFrom('fleet').where('key', '=', to).where('removed_at', 'is not', null).where(({ not, exists, selectFrom }) => not(exists(selectFrom('fleet_group').select('fleet_group.id').whereRef('fleet_group.fleet', '=', 'fleet.key')))).execute();
  await groups(db).updateTable('fleet').set({ key: to, revision: sql`revision + 1` }).where('key', '=', from).execute();
}
