import { sql } from 'kysely';
import type { Answers, ApplicationState, Ending, Entrance, Finding } from '../../../common/contract/admission.ts';
import type { Priority } from '../../../common/contract/fleet.ts';
import { joinFieldNames } from '../../../common/contract/join.ts';
import type { Language } from '../../../common/contract/text.ts';
import { isPersonLike } from '../../people/index.ts';
import type { Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';
import { endingIn } from './evidence.ts';

/** An application as a moderator's queue has it. `findings`: of the latest decision that was not taken back. */
export type QueueRow = {
  id: string;
  fleet: string;
  state: ApplicationState;
  person: string | undefined;
  email: string | undefined;
  entrance: Entrance;
  language: Language;
  answers: Answers;
  priority: Priority | undefined;
  submittedAt: Date;
  claimedBy: string | undefined;
  claimedUntil: Date | undefined;
  findings: Finding[];
  place: number | undefined;
  /** Key of the group that was asked for. */
  wantedGroup: string | undefined;
  /** What is known of the UID that was given after an outage. */
  uidGiven: string | undefined;
  uidOwedUntil: Date | undefined;
  ended: Ending | undefined;
  endedAt: Date | undefined;
  group: string | undefined;
  revision: number;
};

/** An application's place in the order of the queue: in time, or on the waitlist of its fleet. */
export type QueuePlace = { at: Date; id: string } | { fleet: string; place: number; id: string };

/** Which applications: of these fleets, and from what comes after a place in the order. */
export type QueueFilter = { fleets: readonly string[] | 'all'; state: ApplicationState; person?: string | undefined; /** Members who owe a UID since before this moment, instead of a state. */ uidOverdueAt?: Date | undefined; search?: { text: string; persons: readonly string[] | 'many' } | undefined; after?: QueuePlace | undefined };

const columns = ['id', 'fleet', 'state', 'person_id', 'email_typed', 'entrance', 'language', 'answers', 'priority', 'submitted_at', 'claimed_by', 'claimed_until', 'place', 'wanted_group', 'uid_owed_until', 'ended_at', 'group_id', 'revision'] as const;
const uidGiven = sql<string | null>`evidence ->> 'uidGiven'`.as('uid_given');
const ended = sql<string | null>`evidence ->> 'ended'`.as('ended');
const latestFindings = sql<Finding[]>`coalesce((select findings from application_decision where application_id = application.id and undone_at is null order by id desc limit 1), '[]'::jsonb)`.as('findings');

type Row = { id: string; fleet: string; state: ApplicationState; person_id: string | null; email_typed: string | null; entrance: Entrance; language: Language; answers: Answers; priority: Priority | null; submitted_at: Date; claimed_by: string | null; claimed_until: Date | null; place: string | null; wanted_group: string | null; uid_given: string | null; uid_owed_until: Date | null; ended_at: Date | null; group_id: string | null; ended: string | null; revision: string; findings: Finding[] };

const toRow = (row: Row): QueueRow => ({
  id: row.id, fleet: row.fleet, state: row.state, person: row.person_id ?? undefined, email: row.email_typed ?? undefined, entrance: row.entrance, language: row.language, answers: row.answers,
  priority: row.priority ?? undefined, submittedAt: row.submitted_at, claimedBy: row.claimed_by ?? undefined, claimedUntil: row.claimed_until ?? undefined, findings: row.findings,
  place: row.place === null ? undefined : Number(row.place), wantedGroup: row.wanted_group ?? undefined, uidGiven: row.uid_given ?? undefined, uidOwedUntil: row.uid_owed_until ?? undefined, ended: endingIn(row), endedAt: row.ended_at ?? undefined, group: row.group_id ?? undefined, revision: Number(row.revision),
});

/** What waits comes oldest first; what is decided latest first. */
const oldestFirst: ReadonlySet<ApplicationState> = new Set(['in_review', 'awaiting_correction', 'awaiting_verification']);
/** Behind everybody who has a place: as a waitlist is gone through, whoever has none comes last. */
const lastPlace = Number.MAX_SAFE_INTEGER;
const placed = sql<string>`coalesce(place, ${sql.lit(lastPlace)})`;

/** Where a row stands in the order of its list. */
export function queuePlace({ state, fleet, place, id, submittedAt }: QueueRow): QueuePlace {
  return state === 'waitlisted' ? { fleet, place: place ?? lastPlace, id } : { at: submittedAt, id };
}

function comesAfter(after: QueuePlace, isOldestFirst: boolean) {
  if ('place' in after) return sql<boolean>`(fleet, ${placed}, id) > (${after.fleet}, ${after.place}::bigint, ${after.id}::uuid)`;
  return sql<boolean>`(submitted_at, id) ${sql.raw(isOldestFirst ? '>' : '<')} (${after.at}::timestamptz, ${after.id}::uuid)`;
}

/** True of an application of somebody whom a search finds. */
function isBy({ text, persons }: NonNullable<QueueFilter['search']>) {
  return persons === 'many' ? isPersonLike(sql.ref('application.person_id'), text) : sql<boolean>`application.person_id = any(${persons}::uuid[])`;
}

/** A page of applications; narrowed to the reader's fleets before anything is counted off. A waitlist comes in the order in which its seats are offered, one fleet after the other. */
export async function listQueue(db: Database, { fleets, state, person, uidOverdueAt, search, after }: QueueFilter, limit: number): Promise<QueueRow[]> {
  const isOldestFirst = oldestFirst.has(state);
  const like = `%${(search?.text ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await admission(db)
    .selectFrom('application')
    .select(columns)
    .select([latestFindings, uidGiven, ended])
    .$if(uidOverdueAt === undefined, (query) => query.where('state', '=', state))
    .$if(uidOverdueAt !== undefined, (query) => query.where('uid_owed_until', '<=', uidOverdueAt ?? null).where('state', 'in', ['approved', 'joined']).where('ended_at', 'is', null).where('erased_at', 'is', null))
    .$if(fleets !== 'all', (query) => query.where('fleet', 'in', [...fleets, '']))
    .$if(person !== undefined, (query) => query.where('person_id', '=', person ?? ''))
    .$if(search !== undefined, (query) => search === undefined ? query : query.where(({ or }) => or([isBy(search), sql<boolean>`exists (select from jsonb_each_text(answers) as answer (name, said) where answer.name = any (${[...joinFieldNames]}::text[]) and answer.said ilike ${like})`])))
    .$if(after !== undefined, (query) => (after === undefined ? query : query.where(comesAfter(after, isOldestFirst))))
    .$if(state === 'waitlisted', (query) => query.orderBy('fleet').orderBy(placed).orderBy('id'))
    .$if(state !== 'waitlisted', (query) => query.orderBy('submitted_at', isOldestFirst ? 'asc' : 'desc').orderBy('id', isOldestFirst ? 'asc' : 'desc'))
    .limit(limit)
    .execute();
  return rows.map(toRow);
}

export async function findQueued(db: Database, id: string): Promise<QueueRow | undefined> {
  const row = await admission(db).selectFrom('application').select(columns).select([latestFindings, uidGiven, ended]).where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : toRow(row);
}

export async function fleetOfApplication(db: Database, id: string): Promise<string | undefined> {
  return (await admission(db).selectFrom('application').select('fleet').where('id', '=', id).executeTakeFirst())?.fleet;
}

/** The fleets of many applications, by id; what does not exist is left out. */
export async function fleetsOfApplications(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await admission(db).selectFrom('application').select(['id', 'fleet']).where('id', 'in', [...ids]).execute();
  return new Map(rows.map(({ id, fleet }) => [id, fleet]));
}

export type Count = { fleet: string; inReview: number; waitlisted: number; appeals: number };

/** What waits, per fleet. */
export async function countWaiting(db: Database, fleets: readonly string[] | 'all'): Promise<Count[]> {
  const only = fleets === 'all' ? sql`true` : sql`fleet = any(${[...fleets]}::text[])`;
  const { rows } = await sql<{ fleet: string; in_review: number; waitlisted: number; appeals: number }>`
    select fleet, sum(in_review)::int as in_review, sum(waitlisted)::int as waitlisted, sum(appeals)::int as appeals from (
      select fleet, count(*) as in_review, 0 as waitlisted, 0 as appeals from application where state = 'in_review' and ${only} group by fleet
      union all select fleet, 0, count(*), 0 from application where state = 'waitlisted' and ${only} group by fleet
      union all select fleet, 0, 0, count(*) from application join appeal on appeal.application_id = application.id where appeal.state = 'open' and ${only} group by fleet
    ) as counted group by fleet order by fleet`.execute(db);
  return rows.map((row) => ({ fleet: row.fleet, inReview: row.in_review, waitlisted: row.waitlisted, appeals: row.appeals }));
}

/** Places on the waitlist of those that wait without an offer, as they read them: 1 is next. */
export async function positionsOf(db: Database, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; position: number }>`
    select one.id, (select count(*)::int from application other where other.fleet = one.fleet and other.state = 'waitlisted' and other.offer_until is null and other.place <= one.place) as position
    from application one where one.id = any(${[...ids]}::uuid[]) and one.state = 'waitlisted' and one.offer_until is null`.execute(db);
  return new Map(rows.map(({ id, position }) => [id, position]));
}

/** Takes an application on until then, unless somebody else has: one conditional statement. */
export async function claimRow(db: Database, id: string, by: string, until: Date, now: Date): Promise<boolean> {
  const row = await admission(db)
    .updateTable('application')
    .set({ claimed_by: by, claimed_until: until })
    .where('id', '=', id)
    .where('state', 'in', ['in_review', 'waitlisted'])
    .where(({ or, eb }) => or([eb('claimed_by', 'is', null), eb('claimed_by', '=', by), eb('claimed_until', '<=', now)]))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets an application go that is one's own. */
export async function releaseRow(db: Database, id: string, by: string): Promise<boolean> {
  const row = await admission(db).updateTable('application').set({ claimed_by: null, claimed_until: null }).where('id', '=', id).where('claimed_by', '=', by).returning('id').executeTakeFirst();
  return row !== undefined;
}
