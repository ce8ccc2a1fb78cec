import { sql } from 'kysely';
import type { ApplicationState } from '../../../common/contract/admission.ts';
import type { Waiting } from '../../groups/index.ts';
import type { Database } from '../../platform/index.ts';

/** How many wait for each fleet: on its waitlist, and for a moderator. */
export async function countWaiting(db: Database, fleets: readonly string[]): Promise<Map<string, Waiting>> {
  if (fleets.length === 0) return new Map();
  const { rows } = await sql<Waiting & { fleet: string }>`
    select fleet, count(*) filter (where state = 'waitlisted')::int as waiting, count(*) filter (where state = 'in_review')::int as "inReview"
    from application where fleet = any(${fleets}::text[]) and state in ('waitlisted', 'in_review') group by fleet`.execute(db);
  return new Map(rows.map(({ fleet, ...waiting }) => [fleet, waiting]));
}

/** How far an application is: who has a seat keeps it before who waits for one. */
const further = sql`case state when 'approved' then 0 when 'waitlisted' then 1 when 'in_review' then 2 else 3 end`;

/** Withdraws of each person's live applications to two fleets all but the one that is furthest, else earliest. Answers which. */
export async function endTwiceApplied(db: Database, from: string, to: string, live: readonly ApplicationState[], now: Date): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    update application set state = 'withdrawn', ended_at = ${now}, place = null, offer_until = null, revision = revision + 1 where id in (
      select id from (select id, row_number() over (partition by person_id order by ${further}, id) as place
        from application where fleet = any(${[from, to]}::text[]) and person_id is not null and state = any(${live}::text[])) as ranked where ranked.place > 1)
    returning id`.execute(db);
  return rows;
}

/** Applications, invitations, strikes, reasons and who was brought in by a list of a fleet belong to another one; its waitlist stands behind the other's. */
export async function giveToFleet(db: Database, from: string, to: string): Promise<void> {
  await sql`update application set fleet = ${to}, revision = revision + 1,
    place = case when place is null then null else place + (select coalesce(max(ahead.place), 0) from application as ahead where ahead.fleet = ${to}) end where fleet = ${from}`.execute(db);
  for (const table of ['invitation', 'strike', 'reject_reason', 'imported_member']) await sql`update ${sql.table(table)} set fleet = ${to} where fleet = ${from}`.execute(db);
}
