import { sql } from 'kysely';
import type { HookRefusal } from '../../../common/contract/hooks.ts';
import type { Database } from '../../platform/index.ts';
import type { ProgramsTables } from '../schema.ts';

const programs = (db: Database) => db.withTables<ProgramsTables>();

/** Remembers a message. False when it was seen before: one of many that come at the same time is the first. */
export async function rememberMessage(db: Database, message: { hook: string; messageId: string }, now: Date): Promise<boolean> {
  const row = await programs(db)
    .insertInto('incoming_message')
    .values({ hook: message.hook, message_id: message.messageId, received_at: now, outcome: 'taken', detail: null })
    .onConflict((conflict) => conflict.columns(['hook', 'message_id']).doNothing())
    .returning('hook')
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes beside a remembered message what it told. */
export async function noteTold(db: Database, message: { hook: string; messageId: string }, type: string): Promise<void> {
  await programs(db).updateTable('incoming_message').set({ detail: JSON.stringify({ type }) }).where('hook', '=', message.hook).where('message_id', '=', message.messageId).execute();
}

/** Counts a refusal into its minute. */
export async function noteRefusal(db: Database, hook: string, why: HookRefusal, now: Date): Promise<void> {
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  await programs(db)
    .insertInto('incoming_refusal')
    .values({ hook, minute, why, count: 1, last_at: now })
    .onConflict((conflict) => conflict.columns(['hook', 'minute', 'why']).doUpdateSet({ count: sql<number>`incoming_refusal.count + 1`, last_at: now }))
    .execute();
}

export type MessageRow = { at: Date; key: string; type: string | null; why: HookRefusal | null; count: number };

/** What came to a hook, the latest first: messages that were taken, and refusals by the minute. */
export async function listMessageRows(db: Database, which: { hook: string; outcome: 'taken' | 'refused' | undefined; after: { at: Date; key: string } | undefined }, rows: number): Promise<MessageRow[]> {
  const { hook, outcome, after } = which;
  const taken = sql`select received_at as at, message_id as key, detail ->> 'type' as type, null as why, 1 as count from incoming_message where hook = ${hook}`;
  const refused = sql`select last_at, why || ' ' || extract(epoch from minute)::bigint, null, why, count from incoming_refusal where hook = ${hook}`;
  const all = outcome === 'taken' ? taken : outcome === 'refused' ? sql`select r.* from (${refused}) as r (at, key, type, why, count)` : sql`${taken} union all ${refused}`;
  const older = after === undefined ? sql`` : sql`where (at, key collate "C") < (${after.at}, ${after.key} collate "C")`;
  const found = await sql<MessageRow>`select * from (${all}) as message ${older} order by at desc, key collate "C" desc limit ${rows}`.execute(db);
  return found.rows;
}
