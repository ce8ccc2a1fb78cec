import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import { groups, type SeatKind, type SeatState } from '../schema.ts';

/** A seat with what people look at. `holderName`: of a bot. */
export type ListedSeat = {
  id: string; fleet: string; groupId: string; personId: string | null; holderName: string | null; kind: SeatKind; fromReserve: boolean; state: SeatState; entrance: string;
  takenAt: Date; joinedAt: Date | null; expiresAt: Date | null; endedAt: Date | null; endedBecause: string | null;
};

const listed = (db: Database) =>
  groups(db).selectFrom('seat').select([
    'id', 'fleet', 'group_id as groupId', 'person_id as personId', 'name as holderName', 'kind', 'from_reserve as fromReserve', 'state', 'entrance',
    'taken_at as takenAt', 'joined_at as joinedAt', 'expires_at as expiresAt', 'ended_at as endedAt', 'ended_because as endedBecause',
  ]);

export async function findListedSeat(db: Database, id: string): Promise<ListedSeat | undefined> {
  return listed(db).where('id', '=', id).executeTakeFirst();
}

/** A group, or a whole fleet. */
export type MembersOf = { group: string } | { fleet: string };
const isOf = (of: MembersOf) => ('group' in of ? sql<boolean>`group_id = ${of.group}` : sql<boolean>`group_id in (select id from fleet_group where fleet = ${of.fleet})`);

/** Who is in a group or in any of a fleet, or has a seat held there, the latest first; with `persons` only these and bots whose name has `search` in it. */
export async function pageOfMembers(db: Database, of: MembersOf, { search, persons, before }: { search: string | undefined; persons: readonly string[] | undefined; before: string | undefined }, limit: number): Promise<ListedSeat[]> {
  return listed(db)
    .where(isOf(of)).where('state', '<>', 'ended')
    .$if(persons !== undefined, (query) => query.where((where) => where.or([sql<boolean>`person_id = any(${persons ?? []}::uuid[])`, sql<boolean>`position(lower(${search ?? ''}) in lower(coalesce(name, ''))) > 0`])))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc').limit(limit).execute();
}

/** The persons who have a seat there. */
export async function personsIn(db: Database, of: MembersOf): Promise<string[]> {
  const rows = await groups(db).selectFrom('seat').select('person_id').distinct().where(isOf(of)).where('state', '<>', 'ended').where('person_id', 'is not', null).execute();
  return rows.flatMap(({ person_id: id }) => (id === null ? [] : [id]));
}

/** Who was in a fleet's groups and is not any more, the latest first, after a moment and an id. [003] */
export async function pageOfDepartures(db: Database, { fleet, group, before }: { fleet: string; group: string | undefined; before: { at: string; id: string } | undefined }, limit: number): Promise<(ListedSeat & { at: string })[]> {
  return listed(db)
    // Microseconds: a Date would round them away.
    .select(sql<string>`(extract(epoch from ended_at) * 1000000)::bigint::text`.as('at'))
    .where('fleet', '=', fleet).where('state', '=', 'ended').where('joined_at', 'is not', null)
    .$if(group !== undefined, (query) => query.where('group_id', '=', group ?? ''))
    .$if(before !== undefined, (query) => query.where(sql<boolean>`((extract(epoch from ended_at) * 1000000)::bigint, id) < (${before?.at ?? '0'}::bigint, ${before?.id ?? ''}::uuid)`))
    .orderBy('ended_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** Ends every seat of a group at once and takes its heads to nothing. Answers what they were. */
export async function endSeatsOf(db: Database, group: string, because: string, now: Date): Promise<{ id: string; personId: string | null; applicationId: string | null; wasMember: boolean }[]> {
  const { rows } = await sql<{ id: string; person_id: string | null; application_id: string | null; joined_at: Date | null }>`
    update seat set state = 'ended', expires_at = null, ended_at = ${now}, ended_because = ${because} where group_id = ${group} and state <> 'ended' returning id, person_id, application_id, joined_at`.execute(db);
  await groups(db).updateTable('fleet_group').set({ members: 0, reserved: 0, ordinary: 0, others: 0, reserve_contributor: 0, reserve_invited: 0, reserve_returning: 0, reserve_staff: 0 }).where('id', '=', group).execute();
  return rows.map((row) => ({ id: row.id, personId: row.person_id, applicationId: row.application_id, wasMember: row.joined_at !== null }));
}

/** How many seats are taken in a fleet. */
export async function countSeats(db: Database, fleet: string): Promise<number> {
  const { count } = await groups(db).selectFrom('seat').select(sql<number>`count(*)::int`.as('count')).where('fleet', '=', fleet).where('state', '<>', 'ended').executeTakeFirstOrThrow();
  return count;
}

/** Of these persons the groups in which each is a member now. */
export async function groupsOfPersons(db: Database, persons: readonly string[]): Promise<Map<string, ReadonlySet<string>>> {
  if (persons.length === 0) return new Map();
  const rows = await groups(db).selectFrom('seat').select(['person_id', 'group_id']).where('person_id', 'in', [...persons]).where('state', '=', 'member').execute();
  return new Map([...Map.groupBy(rows, ({ person_id: person }) => person ?? '')].map(([person, list]) => [person, new Set(list.map(({ group_id: group }) => group))]));
}
