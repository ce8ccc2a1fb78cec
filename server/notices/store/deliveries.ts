import { sql } from 'kysely';
import type { NoticeKindName } from '../../../common/contract/notice-kinds.ts';
import { newId, type Database, type Place } from '../../platform/index.ts';
import type { Message, Sent } from '../rules/bundle.ts';
import type { NoticeDeliveryTable, NoticesTables } from '../schema.ts';
import { wakeSenders } from './notices.ts';

const tables = (db: Database) => db.withTables<NoticesTables>();

/** A message on its way that is neither sent nor failed after this time was lost with its process. */
export const claimMilliseconds = 2 * 60_000;

/**
 * Receivers that something is due to, the longest waiting first. Who has a message on its way, or failed a moment ago, waits: so what one
 * receiver gets stays in order, and one that is away is asked once, not once for each notice.
 */
export async function receiversDue(db: Database, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ receiver: string }>`
    select receiver from notice_delivery as due
    where state in ('waiting', 'sending') and next_attempt_at <= ${now}
      and not exists (
        select 1 from notice_delivery as busy
        where busy.receiver = due.receiver and busy.next_attempt_at > ${now} and (busy.state = 'sending' or (busy.state = 'waiting' and busy.attempts > 0))
      )
    group by receiver order by min(next_attempt_at) limit ${limit}`.execute(db);
  return rows.map((row) => row.receiver);
}

export type DueDelivery = Pick<NoticeDeliveryTable, 'id' | 'notice_id' | 'person_id' | 'bot_id' | 'target' | 'kind' | 'held' | 'created_at'> & { attempts: number };

/** Holds one receiver until the transaction ends, and what is due to it, oldest first; undefined when another node has it. */
export async function takeReceiver(db: Database, receiver: string, now: Date): Promise<DueDelivery[] | undefined> {
  const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${`notices:${receiver}`}, 0)) as taken`.execute(db);
  if (rows[0]?.taken !== true) return undefined;
  const still = await receiversDueOnly(db, receiver, now);
  if (!still) return [];
  return tables(db)
    .selectFrom('notice_delivery')
    .select(['id', 'notice_id', 'person_id', 'bot_id', 'target', 'kind', 'held', 'attempts', 'created_at'])
    .where('receiver', '=', receiver)
    .where('state', 'in', ['waiting', 'sending'])
    .where('next_attempt_at', '<=', now)
    .orderBy('created_at')
    .orderBy('id')
    .limit(500)
    .forUpdate()
    .execute();
}

/** Asked again under the lock: another node may have begun a message meanwhile. */
async function receiversDueOnly(db: Database, receiver: string, now: Date): Promise<boolean> {
  const busy = await tables(db)
    .selectFrom('notice_delivery')
    .select('id')
    .where('receiver', '=', receiver)
    .where('next_attempt_at', '>', now)
    .where((where) => where.or([where('state', '=', 'sending'), where.and([where('state', '=', 'waiting'), where('attempts', '>', 0)])]))
    .limit(1)
    .executeTakeFirst();
  return busy === undefined;
}

export async function sentLately(db: Database, receiver: string, since: Date): Promise<Sent[]> {
  const rows = await tables(db).selectFrom('notice_message').select(['kind', 'summary', 'sent_at']).where('receiver', '=', receiver).where('sent_at', '>', since).orderBy('sent_at').limit(1_000).execute();
  return rows.map((row) => ({ kind: row.kind, summary: row.summary, at: row.sent_at.getTime() }));
}

/** Writes down that a message begins; its deliveries are nobody else's while the claim lasts. Answers the message's id. */
export async function beginMessage(db: Database, receiver: string, message: Message, now: Date): Promise<string> {
  const id = newId(now);
  await tables(db).insertInto('notice_message').values({ id, receiver, kind: message.kind, summary: message.summary, sent_at: now }).execute();
  await tables(db)
    .updateTable('notice_delivery')
    .set((expression) => ({ state: 'sending' as const, attempts: expression('attempts', '+', 1), next_attempt_at: new Date(now.getTime() + claimMilliseconds) }))
    .where('id', 'in', message.ids)
    .execute();
  return id;
}

export async function postpone(db: Database, ids: readonly string[], until: Date): Promise<void> {
  if (ids.length > 0) await tables(db).updateTable('notice_delivery').set({ next_attempt_at: until, state: 'waiting', attempts: 0 }).where('id', 'in', [...ids]).execute();
}

export async function endDeliveries(db: Database, ids: readonly string[], state: 'sent' | 'dropped', now: Date, why?: string): Promise<void> {
  if (ids.length === 0) return;
  await tables(db).updateTable('notice_delivery').set({ state, ended_at: now, error_code: why ?? null, error_detail: null }).where('id', 'in', [...ids]).execute();
}

/** A message that did not arrive does not count; its deliveries wait, or are given up when `again` is undefined. */
export async function failMessage(db: Database, messageId: string, ids: readonly string[], failure: { code: string; detail: string }, again: Date | undefined, now: Date): Promise<void> {
  await tables(db).deleteFrom('notice_message').where('id', '=', messageId).execute();
  await tables(db)
    .updateTable('notice_delivery')
    .set({ error_code: failure.code, error_detail: failure.detail.slice(0, 300), ...(again === undefined ? { state: 'failed' as const, ended_at: now } : { state: 'waiting' as const, next_attempt_at: again }) })
    .where('id', 'in', [...ids])
    .execute();
}

/** What waits for a bot is dropped when the bot goes. */
export async function dropWaiting(db: Database, receiver: string, why: string, now: Date): Promise<void> {
  await tables(db).updateTable('notice_delivery').set({ state: 'dropped', ended_at: now, error_code: why }).where('receiver', '=', receiver).where('state', 'in', ['waiting', 'sending']).execute();
}

export type ListedDelivery = { id: string; kind: NoticeKindName; target: NoticeDeliveryTable['target']; personId: string | null; bot: string | null; state: NoticeDeliveryTable['state']; attempts: number; errorCode: string; errorDetail: string; createdAt: Date; nextAttemptAt: Date };

/** Deliveries that had trouble, newest first. */
export async function listTrouble(db: Database, { state, place, limit }: { state: 'failing' | 'failed' | undefined; place: Place | undefined; limit: number }): Promise<ListedDelivery[]> {
  const rows = await tables(db)
    .selectFrom('notice_delivery')
    .leftJoin('notice_bot', 'notice_bot.id', 'notice_delivery.bot_id')
    .select(['notice_delivery.id', 'notice_delivery.kind', 'target', 'person_id', 'notice_bot.name as bot', 'state', 'attempts', 'notice_delivery.error_code', 'notice_delivery.error_detail', 'notice_delivery.created_at', 'next_attempt_at'])
    .where('notice_delivery.error_code', 'is not', null)
    .where('state', 'in', state === undefined ? ['waiting', 'sending', 'failed'] : state === 'failing' ? ['waiting', 'sending'] : ['failed'])
    .$if(place !== undefined, (query) => query.where(sql<boolean>`(notice_delivery.created_at, notice_delivery.id) < (${String(place?.[0])}::timestamptz, ${String(place?.[1])}::uuid)`))
    .orderBy('notice_delivery.created_at', 'desc')
    .orderBy('notice_delivery.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, kind: row.kind, target: row.target, personId: row.person_id, bot: row.bot, state: row.state, attempts: row.attempts, errorCode: row.error_code ?? '', errorDetail: row.error_detail ?? '', createdAt: row.created_at, nextAttemptAt: row.next_attempt_at }));
}

/** Puts a failed delivery back. False when it has not failed. */
export async function retryFailed(db: Database, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tables(db).updateTable('notice_delivery').set({ state: 'waiting', attempts: 0, next_attempt_at: now, ended_at: null }).where('id', '=', id).where('state', '=', 'failed').executeTakeFirst();
  if (numUpdatedRows === 1n) await wakeSenders(db);
  return numUpdatedRows === 1n;
}

export async function noticesOf(db: Database, ids: readonly string[]) {
  return tables(db).selectFrom('notice').select(['id', 'kind', 'subject', 'data', 'at']).where('id', 'in', [...ids]).orderBy('at').orderBy('id').execute();
}
