import { sql } from 'kysely';
import type { NoticeKindName } from '../../../common/contract/notice-kinds.ts';
import { mostMarked } from '../../../common/contract/notices.ts';
import { newId, type Database, type Place } from '../../platform/index.ts';
import type { NoticeDeliveryTable, NoticesTables } from '../schema.ts';

const tables = (db: Database) => db.withTables<NoticesTables>();

/** What the sender listens to. */
export const noticesChannel = 'lichun_notices';

export type KeptNotice = { id: string; kind: NoticeKindName; subject: string; data: Readonly<Record<string, unknown>>; at: Date };

/** Writes down that something happened; undefined when this event has been told already. */
export async function insertNotice(db: Database, notice: { kind: NoticeKindName; eventId: string; subject: string; data: object; at: Date }): Promise<string | undefined> {
  const { kind, eventId, subject, data, at } = notice;
  const row = await tables(db)
    .insertInto('notice')
    .values({ id: newId(at), kind, event_id: eventId, subject, data: JSON.stringify(data), at })
    .onConflict((conflict) => conflict.columns(['event_id', 'kind']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function insertReaders(db: Database, noticeId: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  await tables(db).insertInto('notice_reader').values(people.map((person) => ({ notice_id: noticeId, person_id: person }))).onConflict((conflict) => conflict.doNothing()).execute();
}

export type NewDelivery = Pick<NoticeDeliveryTable, 'notice_id' | 'receiver' | 'target' | 'person_id' | 'bot_id' | 'kind' | 'held' | 'next_attempt_at'>;

/** Writes down what is to be sent and wakes the senders of all nodes when that is committed. */
export async function insertDeliveries(db: Database, deliveries: readonly NewDelivery[], now: Date): Promise<void> {
  if (deliveries.length === 0) return;
  await tables(db)
    .insertInto('notice_delivery')
    .values(deliveries.map((delivery) => ({ ...delivery, id: newId(now), state: 'waiting' as const, created_at: now })))
    .onConflict((conflict) => conflict.columns(['notice_id', 'receiver']).doNothing())
    .execute();
  await wakeSenders(db);
}

export async function wakeSenders(db: Database): Promise<void> {
  await sql`select pg_notify(${noticesChannel}, '')`.execute(db);
}

export type ReadersNotice = KeptNotice & { readAt: Date | null };

/** A person's notices, newest first, after `place` (time, id). */
export async function listReadersNotices(db: Database, personId: string, { unread, place, limit }: { unread: boolean; place: Place | undefined; limit: number }): Promise<ReadersNotice[]> {
  const rows = await tables(db)
    .selectFrom('notice_reader')
    .innerJoin('notice', 'notice.id', 'notice_reader.notice_id')
    .select(['notice.id', 'notice.kind', 'notice.subject', 'notice.data', 'notice.at', 'notice_reader.read_at'])
    .where('notice_reader.person_id', '=', personId)
    .$if(unread, (query) => query.where('notice_reader.read_at', 'is', null))
    .$if(place !== undefined, (query) => query.where(sql<boolean>`(notice.at, notice.id) < (${String(place?.[0])}::timestamptz, ${String(place?.[1])}::uuid)`))
    .orderBy('notice.at', 'desc')
    .orderBy('notice.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ read_at: readAt, ...row }) => ({ ...row, readAt }));
}

export async function countUnread(db: Database, personId: string): Promise<number> {
  const row = await tables(db).selectFrom('notice_reader').select(({ fn }) => fn.countAll<string>().as('count')).where('person_id', '=', personId).where('read_at', 'is', null).executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Marks a person's notices, those of `ids` or all, up to `mostMarked`; answers which have changed. */
export async function markNotices(db: Database, personId: string, ids: readonly string[] | undefined, readAt: Date | null): Promise<string[]> {
  const rows = await tables(db)
    .updateTable('notice_reader')
    .set({ read_at: readAt })
    .where('person_id', '=', personId)
    .where('notice_id', 'in', (query) =>
      query
        .selectFrom('notice_reader')
        .select('notice_id')
        .where('person_id', '=', personId)
        .where('read_at', readAt === null ? 'is not' : 'is', null)
        .$if(ids !== undefined, (narrowed) => narrowed.where('notice_id', 'in', [...(ids ?? [])]))
        .orderBy('notice_id', 'desc')
        .limit(mostMarked),
    )
    .returning('notice_id')
    .execute();
  return rows.map((row) => row.notice_id);
}

/** Deletes notices older than `before`, with who read them and how they were sent. */
export async function deleteOldNotices(db: Database, before: Date): Promise<number> {
  await tables(db).deleteFrom('notice_message').where('sent_at', '<', before).execute();
  let deleted = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`delete from notice where id in (select id from notice where at < ${before} order by at limit 500)`.execute(db);
    deleted += Number(numAffectedRows);
    if (numAffectedRows < 500n) return deleted;
  }
}
