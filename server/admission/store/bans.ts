import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';

export type BanRow = { id: string; list: string; person: string | undefined; reason: string; createdBy: string | undefined; createdAt: Date; until: Date | undefined; liftedAt: Date | undefined; liftedBy: string | undefined; liftedReason: string | undefined };

/** A ban that holds in one fleet alone stands on a list of its own, whose name no policy can give. */
const ofFleet = 'fleet:';
export const banListOfFleet = (fleet: string): string => `${ofFleet}${fleet}`;
/** The fleet in which alone such a ban holds; undefined for one on a list. */
export const fleetOfBanList = (list: string): string | undefined => (list.startsWith(ofFleet) ? list.slice(ofFleet.length) : undefined);

const columns = ['id', 'list', 'person_id', 'reason', 'created_by', 'created_at', 'until', 'lifted_at', 'lifted_by', 'lifted_reason'] as const;
type Row = { id: string; list: string; person_id: string | null; reason: string; created_by: string | null; created_at: Date; until: Date | null; lifted_at: Date | null; lifted_by: string | null; lifted_reason: string | null };
const toBan = (row: Row): BanRow => ({ id: row.id, list: row.list, person: row.person_id ?? undefined, reason: row.reason, createdBy: row.created_by ?? undefined, createdAt: row.created_at, until: row.until ?? undefined, liftedAt: row.lifted_at ?? undefined, liftedBy: row.lifted_by ?? undefined, liftedReason: row.lifted_reason ?? undefined });

/** Puts somebody on a list, with the accounts that they have proven as keyed hashes. */
export async function insertBan(db: Database, ban: { id: string; list: string; person: string; reason: string; createdBy: string | null; until: Date | null; identities: readonly string[] }, now: Date): Promise<void> {
  const { id, list, person, reason, createdBy, until, identities } = ban;
  await admission(db).insertInto('ban').values({ id, list, person_id: person, reason, created_by: createdBy, created_at: now, until }).execute();
  if (identities.length > 0) await admission(db).insertInto('ban_identity').values([...new Set(identities)].map((identity_hash) => ({ ban_id: id, identity_hash }))).execute();
}

export type BanFilter = { lists: readonly string[] | 'all'; person?: string | undefined; state?: 'in_force' | 'over' | undefined; before?: string | undefined };

/** Bans on these lists, the latest first. */
export async function listBans(db: Database, { lists, person, state, before }: BanFilter, now: Date, limit: number): Promise<BanRow[]> {
  const holds = sql<boolean>`lifted_at is null and (until is null or until > ${now}::timestamptz)`;
  const rows = await admission(db)
    .selectFrom('ban')
    .select(columns)
    .$if(lists !== 'all', (query) => query.where('list', 'in', [...lists, '']))
    .$if(person !== undefined, (query) => query.where('person_id', '=', person ?? ''))
    .$if(state === 'in_force', (query) => query.where(holds))
    .$if(state === 'over', (query) => query.where(sql<boolean>`not (${holds})`))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toBan);
}

export async function findBan(db: Database, id: string): Promise<BanRow | undefined> {
  const row = await admission(db).selectFrom('ban').select(columns).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toBan(row);
}

/** What holds in a fleet alone goes along with it, under another key or into another fleet; `only`: these alone. Answers what went. */
export async function moveBansOfFleet(db: Database, from: string, to: string, only?: readonly string[]): Promise<string[]> {
  if (only?.length === 0) return [];
  const rows = await admission(db).updateTable('ban').set({ list: banListOfFleet(to) }).where('list', '=', banListOfFleet(from)).$if(only !== undefined, (query) => query.where('id', 'in', [...(only ?? [])])).returning('id').execute();
  return rows.map(({ id }) => id);
}

/** Ends a ban before its time, once. */
export async function liftBanRow(db: Database, id: string, { by, reason }: { by: string | null; reason: string }, now: Date): Promise<boolean> {
  const row = await admission(db).updateTable('ban').set({ lifted_at: now, lifted_by: by, lifted_reason: reason }).where('id', '=', id).where('lifted_at', 'is', null).returning('id').executeTakeFirst();
  return row !== undefined;
}
