import { sql, type RawBuilder } from 'kysely';
import type { Priority } from '../../../common/contract/fleet.ts';
import { deleteBatch, newId, type Database } from '../../platform/index.ts';
import { groups, type SeatKind, type SeatState } from '../schema.ts';

/** A seat as it stands. */
export type Seat = { id: string; fleet: string; groupId: string; personId: string | null; kind: SeatKind; fromReserve: boolean; state: SeatState; applicationId: string | null; takenAt: Date; expiresAt: Date | null; joinedAt: Date | null; endedAt: Date | null; endedBecause: string | null };

const columns = ['id', 'fleet', 'group_id', 'person_id', 'kind', 'from_reserve', 'state', 'application_id', 'taken_at', 'expires_at', 'joined_at', 'ended_at', 'ended_because'] as const;
type Row = { id: string; fleet: string; group_id: string; person_id: string | null; kind: SeatKind; from_reserve: boolean; state: SeatState; application_id: string | null; taken_at: Date; expires_at: Date | null; joined_at: Date | null; ended_at: Date | null; ended_because: string | null };
const toSeat = (row: Row): Seat => ({ id: row.id, fleet: row.fleet, groupId: row.group_id, personId: row.person_id, kind: row.kind, fromReserve: row.from_reserve, state: row.state, applicationId: row.application_id, takenAt: row.taken_at, expiresAt: row.expires_at, joinedAt: row.joined_at, endedAt: row.ended_at, endedBecause: row.ended_because });

export type NewSeat = { fleet: string; groupId: string; personId: string | null; name?: string; kind: SeatKind; reserve: Priority | undefined; entrance: string; applicationId?: string | undefined; expiresAt: Date | undefined; /** One of the heads that were counted there. */ counted?: boolean | undefined };

/** How many heads a group may have after this seat, as its lines say; undefined when the group has no room for it any more. */
export type Bound = { heads: number; reserved: number | undefined };

/**
 * Takes a seat, in one statement that counts and writes together: undefined when the group would have more heads than `bound` says. Whose head
 * was counted by hand becomes known by it, and the group has as many as before. The caller holds the fleet's lock, so this is the second lock
 * on the same door.
 */
export async function insertSeat(db: Database, seat: NewSeat, bound: Bound, now: Date): Promise<string | undefined> {
  const id = newId(now);
  const { fleet, groupId, personId, name = null, kind, reserve, entrance, applicationId = null, expiresAt = null, counted = false } = seat;
  const isMember = expiresAt === null;
  const share = (priority: Priority) => (reserve === priority ? 1 : 0);
  const { rows } = await sql<{ id: string }>`
    with taken as (
      update fleet_group set members = members + ${isMember ? 1 : 0}, reserved = reserved + ${isMember ? 0 : 1}, others = others - ${counted ? 1 : 0}, ordinary = ordinary + ${kind === 'ordinary' ? 1 : 0},
        reserve_contributor = reserve_contributor + ${share('contributor')}, reserve_invited = reserve_invited + ${share('invited')},
        reserve_returning = reserve_returning + ${share('returning')}, reserve_staff = reserve_staff + ${share('staff')}
      where id = ${groupId} and state = 'active' and ${counted ? sql`others > 0` : sql`members + others + reserved + 1 <= ${bound.heads}`}
        and ${reserve === undefined ? sql`true` : sql`${sql.ref(`reserve_${reserve}`)} + 1 <= ${bound.reserved ?? 0}`}
      returning id)
    insert into seat (id, fleet, group_id, person_id, name, kind, from_reserve, state, entrance, application_id, taken_at, expires_at, joined_at)
    select ${id}::uuid, ${fleet}, taken.id, ${personId}::uuid, ${name}, ${kind}, ${reserve !== undefined}, ${isMember ? 'member' : 'reserved'}, ${entrance}, ${applicationId}::uuid, ${now}::timestamptz, ${expiresAt}::timestamptz, ${isMember ? now : null}::timestamptz
    from taken returning id`.execute(db);
  return rows[0]?.id;
}

/**
 * Lets a seat that has ended stand again in its group, in one statement that counts and writes together: as a membership, or held until then.
 * False when the group has no room for it any more, as `bound` says, or the seat stands. The caller holds the fleet's lock.
 */
export async function reviveSeatRow(db: Database, { id, groupId, kind, reserve, until }: { id: string; groupId: string; kind: SeatKind; reserve: Priority | undefined; until: Date | undefined }, bound: Bound): Promise<boolean> {
  const { members, reserved } = until === undefined ? { members: 1, reserved: 0 } : { members: 0, reserved: 1 };
  const share = (priority: Priority) => (reserve === priority ? 1 : 0);
  const { rows } = await sql<{ id: string }>`
    with taken as (
      update fleet_group set members = members + ${members}, reserved = reserved + ${reserved}, ordinary = ordinary + ${kind === 'ordinary' ? 1 : 0},
        reserve_contributor = reserve_contributor + ${share('contributor')}, reserve_invited = reserve_invited + ${share('invited')},
        reserve_returning = reserve_returning + ${share('returning')}, reserve_staff = reserve_staff + ${share('staff')}
      where id = ${groupId} and state = 'active' and members + others + reserved + 1 <= ${bound.heads}
        and ${reserve === undefined ? sql`true` : sql`${sql.ref(`reserve_${reserve}`)} + 1 <= ${bound.reserved ?? 0}`}
        and exists (select from seat where seat.id = ${id} and seat.state = 'ended')
      returning id)
    update seat set state = ${until === undefined ? 'member' : 'reserved'}, kind = ${kind}, from_reserve = ${reserve !== undefined}, expires_at = ${until ?? null}::timestamptz, held_until = null, ended_at = null, ended_because = null
    from taken where seat.id = ${id} returning seat.id`.execute(db);
  return rows.length > 0;
}

/** Of these seats those that ended for that reason. */
export async function endedSeats(db: Database, ids: readonly string[], because: string): Promise<Seat[]> {
  if (ids.length === 0) return [];
  return (await seats(db).where('id', 'in', [...ids]).where('state', '=', 'ended').where('ended_because', '=', because).orderBy('id').execute()).map(toSeat);
}

/** Who was promised a seat is in: the reservation becomes a membership. False when it is no reservation any more. */
export async function confirmSeatRow(db: Database, seat: Pick<Seat, 'id' | 'groupId'>, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with confirmed as (update seat set state = 'member', expires_at = null, joined_at = ${now} where id = ${seat.id} and state = 'reserved' returning group_id)
    update fleet_group set reserved = reserved - 1, members = members + 1 from confirmed where fleet_group.id = confirmed.group_id returning fleet_group.id`.execute(db);
  return rows.length > 0;
}

/** Moves the end of a promised seat. */
export async function prolongSeatRow(db: Database, id: string, until: Date): Promise<boolean> {
  const result = await groups(db).updateTable('seat').set({ expires_at: until }).where('id', '=', id).where('state', '=', 'reserved').executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Ends a seat and gives its place back, once; with `expiredBy` only a held one whose time was over then. Answers what it was; undefined when it had ended already. */
export async function endSeatRow(db: Database, id: string, because: string, now: Date, expiredBy?: Date): Promise<Pick<Seat, 'state' | 'kind' | 'fromReserve' | 'groupId'> | undefined> {
  const { rows } = await sql<{ state: SeatState; kind: SeatKind; from_reserve: boolean; group_id: string }>`
    with before as (select id, state, kind, from_reserve, group_id from seat where id = ${id} and state <> 'ended' and ${expiredBy === undefined ? sql`true` : sql`state = 'reserved' and expires_at <= ${expiredBy}`} for update),
      gone as (update seat set state = 'ended', held_until = seat.expires_at, expires_at = null, ended_at = ${now}, ended_because = ${because} from before where seat.id = before.id returning seat.id)
    update fleet_group set
      members = members - case when before.state = 'member' then 1 else 0 end,
      reserved = reserved - case when before.state = 'reserved' then 1 else 0 end,
      ordinary = ordinary - case when before.kind = 'ordinary' then 1 else 0 end,
      reserve_contributor = reserve_contributor - case when before.from_reserve and before.kind = 'contributor' then 1 else 0 end,
      reserve_invited = reserve_invited - case when before.from_reserve and before.kind = 'invited' then 1 else 0 end,
      reserve_returning = reserve_returning - case when before.from_reserve and before.kind = 'returning' then 1 else 0 end,
      reserve_staff = reserve_staff - case when before.from_reserve and before.kind in ('staff', 'bot') then 1 else 0 end
    from before, gone where fleet_group.id = before.group_id returning before.state, before.kind, before.from_reserve, before.group_id`.execute(db);
  const row = rows[0];
  return row === undefined ? undefined : { state: row.state, kind: row.kind, fromReserve: row.from_reserve, groupId: row.group_id };
}

/** Lets memberships of archived groups stand again that ended at that very moment, because whoever had them was given a seat elsewhere in the fleet. Answers which. */
export async function restoreMovedRows(db: Database, { personId, fleet, endedAt }: { personId: string; fleet: string; endedAt: Date }): Promise<{ id: string; groupId: string; kind: SeatKind }[]> {
  return restoreArchived(db, sql`seat.person_id = ${personId} and seat.fleet = ${fleet} and seat.ended_because = 'moved' and seat.ended_at = ${endedAt}`);
}

/** Lets a seat of an archived group stand again, as a membership or held until then, unless its holder has another such where one may have one. The group takes nobody: nobody has the place. */
export async function restoreArchivedRow(db: Database, id: string, until?: Date): Promise<boolean> {
  const other = sql`exists (select from seat as other where other.fleet = seat.fleet and other.person_id = seat.person_id and other.state = ${until === undefined ? 'member' : 'reserved'}
    and (other.group_id = seat.group_id or (other.kind in ('ordinary', 'invited', 'returning') and seat.kind in ('ordinary', 'invited', 'returning'))))`;
  return (await restoreArchived(db, sql`seat.id = ${id} and not ${other}`, until)).length > 0;
}

async function restoreArchived(db: Database, which: RawBuilder<unknown>, until?: Date): Promise<{ id: string; groupId: string; kind: SeatKind }[]> {
  const { rows } = await sql<{ id: string; group_id: string; kind: SeatKind }>`
    with back as (update seat set state = ${until === undefined ? 'member' : 'reserved'}, expires_at = ${until ?? null}::timestamptz, held_until = null, ended_at = null, ended_because = null from fleet_group as home
        where home.id = seat.group_id and home.state = 'archived' and seat.state = 'ended' and seat.joined_at is ${until === undefined ? sql`not null` : sql`null`} and ${which}
        returning seat.id, seat.group_id, seat.kind, seat.from_reserve)
    update fleet_group set members = members + ${until === undefined ? 1 : 0}, reserved = reserved + ${until === undefined ? 0 : 1},
      ordinary = ordinary + case when back.kind = 'ordinary' then 1 else 0 end,
      reserve_contributor = reserve_contributor + case when back.from_reserve and back.kind = 'contributor' then 1 else 0 end,
      reserve_invited = reserve_invited + case when back.from_reserve and back.kind = 'invited' then 1 else 0 end,
      reserve_returning = reserve_returning + case when back.from_reserve and back.kind = 'returning' then 1 else 0 end,
      reserve_staff = reserve_staff + case when back.from_reserve and back.kind in ('staff', 'bot') then 1 else 0 end
    from back where fleet_group.id = back.group_id returning back.id, back.group_id, back.kind`.execute(db);
  return rows.map(({ id, group_id: groupId, kind }) => ({ id, groupId, kind }));
}

/** Until when a seat was held that has ended; null when it was a membership. */
export async function heldUntil(db: Database, id: string): Promise<Date | null> {
  return (await groups(db).selectFrom('seat').select('held_until').where('id', '=', id).executeTakeFirst())?.held_until ?? null;
}

const seats = (db: Database) => groups(db).selectFrom('seat').select(columns);

/** The seats that a person has in these fleets, or anywhere; held or promised. */
export async function seatsOfPerson(db: Database, personId: string, fleets?: readonly string[]): Promise<Seat[]> {
  const rows = await seats(db).where('person_id', '=', personId).where('state', '<>', 'ended').$if(fleets !== undefined, (query) => query.where('fleet', 'in', [...(fleets ?? []), ''])).orderBy('id').execute();
  return rows.map(toSeat);
}

/** Which of these persons have a seat in the fleet, held or promised; or only those who are in. One in an archived group is none: they may be let into another. */
export async function seatsOfPersons(db: Database, persons: readonly string[], fleet: string, state?: 'member'): Promise<string[]> {
  if (persons.length === 0) return [];
  const rows = await groups(db).selectFrom('seat').select('person_id').distinct().where('fleet', '=', fleet).where('person_id', 'in', [...persons]).where('state', '<>', 'ended').where('group_id', 'in', (inner) => inner.selectFrom('fleet_group').select('fleet_group.id').where('fleet_group.fleet', '=', fleet).where('fleet_group.state', 'in', ['preparing', 'active'])).$if(state !== undefined, (query) => query.where('state', '=', state ?? 'member')).execute();
  return rows.flatMap(({ person_id: person }) => person ?? []);
}

export async function findSeat(db: Database, id: string): Promise<Seat | undefined> {
  const row = await seats(db).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toSeat(row);
}

/** Whether a person once was a member of the fleet and left by themselves, and was not taken out since. [003] */
export async function hasLeft(db: Database, personId: string, fleet: string): Promise<boolean> {
  const row = await groups(db).selectFrom('seat').select('ended_because').where('person_id', '=', personId).where('fleet', '=', fleet).where('state', '=', 'ended').where('ended_because', 'in', ['left', 'removed']).where('joined_at', 'is not', null).orderBy('ended_at', 'desc').limit(1).executeTakeFirst();
  return row?.ended_because === 'left';
}

/** Of who is in one group that lives while a seat is held for them in another, one of the two being this: the held ones, of the kinds of which there is one in a fleet. */
export async function heldBesideMembership(db: Database, group: string): Promise<Seat[]> {
  const once = ['ordinary', 'invited', 'returning'] as const;
  const rows = await groups(db).selectFrom('seat as held').innerJoin('seat as member', (join) => join.onRef('member.fleet', '=', 'held.fleet').onRef('member.person_id', '=', 'held.person_id'))
    .innerJoin('fleet_group as home', 'home.id', 'held.group_id').innerJoin('fleet_group as other', 'other.id', 'member.group_id').select('held.id')
    .where((where) => where.or([where('held.group_id', '=', group), where('member.group_id', '=', group)]))
    .where('held.state', '=', 'reserved').where('member.state', '=', 'member').where('held.kind', 'in', once).where('member.kind', 'in', once)
    .where('home.state', 'in', ['preparing', 'active']).where('other.state', 'in', ['preparing', 'active']).execute();
  return rows.length === 0 ? [] : (await seats(db).where('id', 'in', rows.map(({ id }) => id)).orderBy('id').execute()).map(toSeat);
}

/** Promised seats whose time is over, a few at a time, of one fleet or of any. */
export async function expiredSeats(db: Database, now: Date, limit: number): Promise<Seat[]> {
  const rows = await seats(db).where('state', '=', 'reserved').where('expires_at', '<=', now).orderBy('expires_at').limit(limit).execute();
  return rows.map(toSeat);
}

/** Seats that stand and are nobody's any more, because whoever held them was erased. */
export async function namelessSeats(db: Database, limit: number): Promise<Seat[]> {
  const rows = await seats(db).where('state', '<>', 'ended').where('person_id', 'is', null).where('kind', '<>', 'bot').orderBy('id').limit(limit).execute();
  return rows.map(toSeat);
}

/** Deletes seats that ended before a moment, a few at a time. Their one-time codes go along, however long codes are kept. */
export async function deleteEndedSeats(db: Database, before: Date, limit: number): Promise<number> {
  await sql`delete from join_code where seat_id in (select id from seat where state = 'ended' and ended_at < ${before})`.execute(db);
  return deleteBatch(db, { table: 'seat', column: 'ended_at', before, limit, only: sql`state = 'ended'` });
}
