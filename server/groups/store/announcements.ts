import { sql } from 'kysely';
import { newId, type Database } from '../../platform/index.ts';
import { codes } from '../schema-codes.ts';

export type Announcement = { id: string; fleet: string; groupId: string | null; title: string; body: string; confirm: boolean; postedBy: string | null; postedAt: Date; withdrawnAt: Date | null };

const columns = ['id', 'fleet', 'group_id as groupId', 'title', 'body', 'confirm', 'posted_by as postedBy', 'posted_at as postedAt', 'withdrawn_at as withdrawnAt'] as const;

export async function insertAnnouncement(db: Database, { fleet, groupId, title, body, confirm, postedBy }: Omit<Announcement, 'id' | 'postedAt' | 'withdrawnAt'>, now: Date): Promise<Announcement> {
  return codes(db).insertInto('announcement').values({ id: newId(now), fleet, group_id: groupId, title, body, confirm, posted_by: postedBy, posted_at: now }).returning(columns).executeTakeFirstOrThrow();
}

export async function findAnnouncement(db: Database, id: string): Promise<Announcement | undefined> {
  return codes(db).selectFrom('announcement').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Withdraws an announcement, or takes that back. False when it stood so already. */
export async function setWithdrawn(db: Database, id: string, withdrawn: { at: Date; by: string | null } | null): Promise<boolean> {
  const { numUpdatedRows } = await codes(db).updateTable('announcement').set({ withdrawn_at: withdrawn?.at ?? null, withdrawn_by: withdrawn?.by ?? null }).where('id', '=', id).where('withdrawn_at', withdrawn === null ? 'is not' : 'is', null).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Announcements of a fleet, latest first, withdrawn ones too. */
export async function pageOfAnnouncements(db: Database, fleet: string, before: string | undefined, limit: number): Promise<Announcement[]> {
  return codes(db).selectFrom('announcement').select(columns).where('fleet', '=', fleet).$if(before !== undefined, (query) => query.where('id', '<', before ?? '')).orderBy('id', 'desc').limit(limit).execute();
}

/** An announcement as one person sees it: `open`, they have still to confirm it. */
export type AnnouncedTo = Announcement & { open: boolean; readAt: Date | null };
/** Where a page of them ends. */
export type AnnouncedPlace = { open: boolean; id: string };

/** What stands announced to the members of a group: what `person` has still to confirm, then the rest, each latest first, after a place. */
export async function announcementsFor(db: Database, { fleet, group, person, confirms }: { fleet: string; group: string; person: string; /** They are a member, who confirms. */ confirms: boolean }, after: AnnouncedPlace | undefined, limit: number): Promise<AnnouncedTo[]> {
  const { rows } = await sql<AnnouncedTo>`
    select * from (
      select a.id, a.fleet, a.group_id as "groupId", a.title, a.body, a.confirm, a.posted_by as "postedBy", a.posted_at as "postedAt", a.withdrawn_at as "withdrawnAt",
        r.at as "readAt", (${confirms}::boolean and a.confirm and r.at is null) as open
      from announcement a left join announcement_read r on r.announcement_id = a.id and r.person_id = ${person}
      where a.fleet = ${fleet} and a.withdrawn_at is null and (a.group_id is null or a.group_id = ${group})) as announced
    where ${after === undefined ? sql`true` : sql`(open, id) < (${after.open}::boolean, ${after.id}::uuid)`}
    order by open desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** Notes that a person has read it, once; answers when they first said so. */
export async function noteRead(db: Database, id: string, person: string, now: Date): Promise<Date> {
  await codes(db).insertInto('announcement_read').values({ announcement_id: id, person_id: person, at: now }).onConflict((conflict) => conflict.doNothing()).execute();
  const { at } = await codes(db).selectFrom('announcement_read').select('at').where('announcement_id', '=', id).where('person_id', '=', person).executeTakeFirstOrThrow();
  return at;
}

/** Of those who are members now: to how many each was announced, and how many of them have confirmed it. */
export async function countReads(db: Database, ids: readonly string[]): Promise<Map<string, { audience: number; read: number }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; audience: number; read: number }>`
    select a.id, count(distinct s.person_id)::int as audience, count(distinct r.person_id)::int as read
    from announcement a
    join seat s on s.fleet = a.fleet and s.state = 'member' and s.person_id is not null and (a.group_id is null or s.group_id = a.group_id)
    left join announcement_read r on r.announcement_id = a.id and r.person_id = s.person_id
    where a.id = any (${[...ids]}::uuid[]) group by a.id`.execute(db);
  return new Map(rows.map(({ id, audience, read }) => [id, { audience, read }]));
}

export type Reader = { person: string; group: string; at: Date | null };

/** To whom it was announced and who are members now, with when they confirmed it, in the order of their ids. */
export async function pageOfReaders(db: Database, { fleet, groupId, id }: Pick<Announcement, 'fleet' | 'groupId' | 'id'>, { show, after }: { show: 'confirmed' | 'missing' | undefined; after: string | undefined }, limit: number): Promise<Reader[]> {
  const { rows } = await sql<Reader>`
    select distinct on (s.person_id) s.person_id as person, s.group_id as "group", r.at
    from seat s left join announcement_read r on r.announcement_id = ${id} and r.person_id = s.person_id
    where s.fleet = ${fleet} and s.state = 'member' and s.person_id is not null
      and (${groupId}::uuid is null or s.group_id = ${groupId}::uuid)
      and (${after ?? null}::uuid is null or s.person_id > ${after ?? null}::uuid)
      and (${show ?? null}::text is null or (r.at is not null) = (${show ?? null}::text = 'confirmed'))
    order by s.person_id, s.id limit ${limit}`.execute(db);
  return rows;
}

/** Whether a person is a member to whom it was announced. */
export async function isAnnouncedTo(db: Database, { fleet, groupId }: Pick<Announcement, 'fleet' | 'groupId'>, person: string): Promise<boolean> {
  const row = await codes(db).selectFrom('seat').select('id').where('person_id', '=', person).where('fleet', '=', fleet).where('state', '=', 'member').$if(groupId !== null, (query) => query.where('group_id', '=', groupId ?? '')).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** The last seat of a person in a group that they gave up by themselves, when nothing came after it. */
export async function lastLeft(db: Database, person: string, group: string): Promise<{ id: string; endedAt: Date; kind: string } | undefined> {
  const row = await codes(db).selectFrom('seat').select(['id', 'ended_at', 'ended_because', 'kind', 'joined_at']).where('person_id', '=', person).where('group_id', '=', group).orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row === undefined || row.ended_because !== 'left' || row.ended_at === null || row.joined_at === null ? undefined : { id: row.id, endedAt: row.ended_at, kind: row.kind };
}
