import { sql } from 'kysely';
import { liveStates, type ApplicationState } from '../../../common/contract/admission.ts';
import type { Waiting } from '../../groups/index.ts';
import type { Database } from '../../platform/index.ts';

/** How many wait for each fleet: on its waitlist, and for a moderator; and how many applications are not over. */
export async function countWaiting(db: Database, fleets: readonly string[]): Promise<Map<string, Waiting>> {
  if (fleets.length === 0) return new Map();
  const { rows } = await sql<Waiting & { fleet: string }>`
    select fleet, count(*) filter (where state = 'waitlisted')::int as waiting, count(*) filter (where state = 'in_review')::int as "inReview", count(*)::int as ending
    from application where fleet = any(${fleets}::text[]) and state = any(${[...liveStates]}::text[]) group by fleet`.execute(db);
  return new Map(rows.map(({ fleet, ...waiting }) => [fleet, waiting]));
}

/**
 * How far an application is: the one whose seat stands goes on, as which of two seats ended was decided already, where the groups are kept; then
 * who was promised one before who waits for one.
 */
const further = sql`not exists (select from seat where seat.id = application.seat_id and seat.state <> 'ended'), case state when 'approved' then 0 when 'waitlisted' then 1 when 'in_review' then 2 else 3 end`;

/** An application that ended because its applicant had one to each of two fleets, as it stood. */
export type TwiceApplied = { id: string; state: ApplicationState; place: number | null; offerUntil: string | null; /** The seat that was held for it. */ seat?: string | null };

/** Withdraws of each person's live applications to two fleets all but the one that is furthest, else earliest. Answers which, as they stood. */
export async function endTwiceApplied(db: Database, from: string, to: string, live: readonly ApplicationState[], now: Date): Promise<TwiceApplied[]> {
  const { rows } = await sql<TwiceApplied>`
    update application set state = 'withdrawn', ended_at = ${now}, place = null, offer_until = null, revision = application.revision + 1
    from (select id, state, place, offer_until, seat_id, row_number() over (partition by person_id order by ${further}, id) as number
      from application where fleet = any(${[from, to]}::text[]) and person_id is not null and state = any(${live}::text[])) as stood
    where stood.id = application.id and stood.number > 1
    returning application.id, stood.state, stood.place::int as place, stood.offer_until::text as "offerUntil", stood.seat_id as seat`.execute(db);
  return rows;
}

/** Lets applications stand again that the merge ended: where nothing happened to them since, the applicant has no other there, and the seat that they hold stands again. */
export async function letStandAgain(db: Database, { ended, mergedAt, live, seats }: { ended: readonly TwiceApplied[]; mergedAt: Date; live: readonly ApplicationState[]; seats: readonly string[] }): Promise<{ id: string; fleet: string }[]> {
  if (ended.length === 0) return [];
  const { rows } = await sql<{ id: string; fleet: string }>`
    update application set state = stood.state, place = stood.place, offer_until = stood."offerUntil"::timestamptz, ended_at = null, revision = application.revision + 1
    from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as stood (id uuid, state text, place bigint, "offerUntil" text)
    where stood.id = application.id and application.state = 'withdrawn' and application.ended_at = ${mergedAt}
      and (application.seat_id is null or application.seat_id = any(${seats}::uuid[]))
      and not exists (select from application other where other.fleet = application.fleet and other.person_id = application.person_id and other.id <> application.id and other.state = any(${live}::text[]))
    returning application.id, application.fleet`.execute(db);
  return rows;
}

/** What a fleet gave to another one: its rows by their tables, and behind which place of the other's waitlist its own stands. */
export type GivenToFleet = { application: string[]; behind: number; invitation: string[]; strike: string[]; reject_reason: string[] };

const kept = ['invitation', 'strike', 'reject_reason'] as const;

/** Applications, invitations, strikes and reasons of a fleet belong to another one; its waitlist stands behind the other's. Answers what went over. */
export async function giveToFleet(db: Database, from: string, to: string): Promise<GivenToFleet> {
  const last = await sql<{ place: number }>`select coalesce(max(place), 0)::int as place from application where fleet = ${to}`.execute(db);
  const behind = last.rows[0]?.place ?? 0;
  const applications = await sql<{ id: string }>`update application set fleet = ${to}, revision = revision + 1, place = place + ${behind} where fleet = ${from} returning id`.execute(db);
  const given: GivenToFleet = { application: applications.rows.map(({ id }) => id), behind, invitation: [], strike: [], reject_reason: [] };
  for (const table of kept) {
    const { rows } = await sql<{ key: string }>`update ${sql.table(table)} set fleet = ${to} where fleet = ${from} returning ${sql.ref(keys[table])}::text as key`.execute(db);
    given[table] = rows.map(({ key }) => key);
  }
  return given;
}

/** By what a row of these tables is known. */
const keys: Readonly<Record<(typeof kept)[number], string>> = { invitation: 'id', strike: 'id', reject_reason: 'key' };

/** Gives it back: an application goes where its seat is, else where it came from; what came to the other fleet since stays there. */
export async function giveBackToFleet(db: Database, { from, into, given, groups }: { from: string; into: string; given: GivenToFleet; groups: readonly string[] }): Promise<void> {
  await sql`update application set fleet = ${from}, revision = revision + 1, place = case when id = any(${given.application}::uuid[]) then place - ${given.behind} else place end
    where fleet = ${into} and (group_id = any(${groups}::uuid[]) or (group_id is null and id = any(${given.application}::uuid[])))`.execute(db);
  for (const table of kept) await sql`update ${sql.table(table)} set fleet = ${from} where fleet = ${into} and ${sql.ref(keys[table])}::text = any(${given[table]}::text[])`.execute(db);
}
