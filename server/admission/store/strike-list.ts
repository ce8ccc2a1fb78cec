import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';

/** A counted rejection as moderators see it. `counted`: how many hold on the same list for the same person. */
export type StrikeRow = { id: string; list: string; fleet: string; person: string | undefined; application: string; at: Date; reason: string | undefined; counted: number; liftedAt: Date | undefined; liftedBy: string | undefined; liftedReason: string | undefined };

const columns = ['strike.id', 'strike.list', 'strike.fleet', 'strike.person_id', 'strike.application_id', 'strike.at', 'strike.lifted_at', 'strike.lifted_by', 'strike.lifted_reason', 'application_decision.reason'] as const;
/** The strikes that share an identity with this one and hold: the same person, also under another entry. */
const counted = sql<number>`(select count(distinct other.id)::int from strike_identity own join strike_identity same on same.identity_hash = own.identity_hash join strike other on other.id = same.strike_id
  where own.strike_id = strike.id and other.list = strike.list and other.lifted_at is null)`.as('counted');

type Row = { id: string; list: string; fleet: string; person_id: string | null; application_id: string; at: Date; reason: string | null; counted: number; lifted_at: Date | null; lifted_by: string | null; lifted_reason: string | null };
const toStrike = (row: Row): StrikeRow => ({ id: row.id, list: row.list, fleet: row.fleet, person: row.person_id ?? undefined, application: row.application_id, at: row.at, reason: row.reason ?? undefined, counted: row.counted, liftedAt: row.lifted_at ?? undefined, liftedBy: row.lifted_by ?? undefined, liftedReason: row.lifted_reason ?? undefined });

export type StrikeFilter = { fleets: readonly string[] | 'all'; person?: string | undefined; lifted?: boolean | undefined; before?: string | undefined };

/** Strikes that were given in these fleets, the latest first. */
export async function listStrikes(db: Database, { fleets, person, lifted, before }: StrikeFilter, limit: number): Promise<StrikeRow[]> {
  const rows = await admission(db)
    .selectFrom('strike')
    .innerJoin('application_decision', 'application_decision.id', 'strike.decision_id')
    .select(columns)
    .select(counted)
    .$if(fleets !== 'all', (query) => query.where('strike.fleet', 'in', [...fleets, '']))
    .$if(person !== undefined, (query) => query.where('strike.person_id', '=', person ?? ''))
    .$if(lifted !== undefined, (query) => query.where('strike.lifted_at', lifted === true ? 'is not' : 'is', null))
    .$if(before !== undefined, (query) => query.where('strike.id', '<', before ?? ''))
    .orderBy('strike.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toStrike);
}

export async function findStrike(db: Database, id: string): Promise<StrikeRow | undefined> {
  const row = await admission(db).selectFrom('strike').innerJoin('application_decision', 'application_decision.id', 'strike.decision_id').select(columns).select(counted).where('strike.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toStrike(row);
}

/** The strikes of an application that hold. */
export async function strikesOfApplication(db: Database, application: string): Promise<string[]> {
  const rows = await admission(db).selectFrom('strike').select('id').where('application_id', '=', application).where('lifted_at', 'is', null).execute();
  return rows.map(({ id }) => id);
}

/** Makes a strike count no more, once. */
export async function liftStrikeRow(db: Database, id: string, { by, reason }: { by: string | null; reason: string }, now: Date): Promise<boolean> {
  const row = await admission(db).updateTable('strike').set({ lifted_at: now, lifted_by: by, lifted_reason: reason }).where('id', '=', id).where('lifted_at', 'is', null).returning('id').executeTakeFirst();
  return row !== undefined;
}
