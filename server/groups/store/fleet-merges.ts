import { mentions, newId, type Database } from '../../platform/index.ts';
import { sql } from 'kysely';
import { groups } from '../schema.ts';

/** A merge that can still be undone. */
export type FleetMerge = { id: string; from: string; into: string; at: Date; until: Date; kept: object };

const columns = ['id', 'from_key as from', 'into_key as into', 'at', 'until', 'kept'] as const;

export async function insertFleetMerge(db: Database, merge: { from: string; into: string; until: Date; kept: object }, now: Date): Promise<void> {
  await groups(db).insertInto('fleet_merge').values({ id: newId(now), from_key: merge.from, into_key: merge.into, at: now, until: merge.until, kept: JSON.stringify(merge.kept) }).execute();
}

/** Merges into a fleet that can still be undone, the latest first. */
export async function openFleetMerges(db: Database, into: string, now: Date): Promise<Omit<FleetMerge, 'kept'>[]> {
  return groups(db).selectFrom('fleet_merge').select(['id', 'from_key as from', 'into_key as into', 'at', 'until']).where('into_key', '=', into).where('undone_at', 'is', null).where('until', '>', now).orderBy('at', 'desc').orderBy('id', 'desc').limit(20).execute();
}

/** Takes a merge to undo it, once and while its time is not over. Under the locks of all fleets. */
export async function takeFleetMerge(db: Database, { from, into }: { from: string; into: string }, now: Date): Promise<FleetMerge | undefined> {
  return groups(db).updateTable('fleet_merge').set({ undone_at: now }).where('from_key', '=', from).where('into_key', '=', into).where('undone_at', 'is', null).where('until', '>', now).returning(columns).executeTakeFirst();
}

/** Lets go of what could be undone until then. */
export async function deleteFleetMerges(db: Database, before: Date): Promise<void> {
  await groups(db).deleteFrom('fleet_merge').where('until', '<', before).execute();
}

/** What is kept of merges names somebody who is no entry of their own any more: it goes, and the merge can be undone no more. */
export async function forgetInMerges(db: Database, person: string, words: readonly string[] = []): Promise<void> {
  await groups(db).deleteFrom('fleet_merge').where(mentions(sql`kept::text`, [person, ...words])).execute();
}
