import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';

/** How long people waited, in seconds. */
export type UsualWait = { p50: number; p90: number; count: number };

const dayMs = 86_400_000;
/** Fewer say nothing, and could tell how somebody in particular fared. */
const fewest = 5;
/** The latest are enough, and bound what a page costs. */
const most = 500;

/** Where an application waits: for a moderator, or for a seat. */
export type WaitingFor = 'in_review' | 'waitlisted';

/** When it began to wait there: with the first decision that sent it there. */
const since = (where: WaitingFor) => sql`(select min(at) from application_decision as sent where sent.application_id = application.id and sent.decision = ${where} and sent.undone_at is null)`;

/**
 * Measured over the decisions of the last 30 days; undefined for a fleet with too few. Withdrawn ones were never decided. From the proof of the
 * address on, or, for who waits, of those who waited for the same: that most are decided at once says nothing to them.
 */
export async function usualWaitOf(db: Database, fleet: string, now: Date, where?: WaitingFor): Promise<UsualWait | undefined> {
  const began = where === undefined ? sql`coalesce(verified_at, submitted_at)` : since(where);
  const latest = admission(db).selectFrom('application')
    .select(sql<number>`greatest(0, extract(epoch from decided_at - ${began}))`.as('seconds'))
    .where('fleet', '=', fleet).where('decided_at', '>', new Date(now.getTime() - 30 * dayMs)).where('decided_at', '<=', now)
    .$if(where !== undefined, (query) => query.where(sql<boolean>`${began} is not null`))
    .orderBy('decided_at', 'desc').limit(most);
  const row = await admission(db).selectFrom(latest.as('latest'))
    .select([sql<number>`count(*)::int`.as('count'), sql<number | null>`percentile_cont(0.5) within group (order by seconds)`.as('p50'), sql<number | null>`percentile_cont(0.9) within group (order by seconds)`.as('p90')])
    .executeTakeFirst();
  return row === undefined || row.count < fewest || row.p50 === null || row.p90 === null ? undefined : { count: row.count, p50: Math.round(row.p50), p90: Math.round(row.p90) };
}

/** How many people wait for a seat, as the decision counts them and as they read their position: for whom a seat is held waits no more. */
export async function waitingIn(db: Database, fleet: string): Promise<number> {
  const row = await admission(db).selectFrom('application').select(sql<number>`count(*)::int`.as('count')).where('fleet', '=', fleet).where('state', '=', 'waitlisted').where('offer_until', 'is', null).executeTakeFirst();
  return row?.count ?? 0;
}

/** The same of every fleet in which somebody waits. */
export async function waitingByFleet(db: Database): Promise<Map<string, number>> {
  const rows = await admission(db).selectFrom('application').select(['fleet', sql<number>`count(*)::int`.as('count')]).where('state', '=', 'waitlisted').where('offer_until', 'is', null).groupBy('fleet').execute();
  return new Map(rows.map(({ fleet, count }) => [fleet, count]));
}
