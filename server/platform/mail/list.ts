import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { Place } from '../paging/index.ts';
import { mailChannel } from './post.ts';
import type { MailState, MailTables } from './schema.ts';

/** A mail as operators see it: never what it says. */
export type ListedMail = {
  id: string;
  kind: string;
  recipient: string;
  subject: string;
  state: MailState;
  attempts: number;
  errorCode: string | null;
  lastError: string | null;
  createdAt: Date;
  endedAt: Date | null;
  nextAttemptAt: Date;
  /** There is still something to send. */
  retryable: boolean;
};

const columns = ['id', 'kind', 'recipient', 'subject', 'state', 'attempts', 'error_code', 'last_error', 'created_at', 'ended_at', 'next_attempt_at'] as const;

function rowsOf(db: Database) {
  return db
    .withTables<MailTables>()
    .selectFrom('mail')
    .select(columns)
    .select(sql<boolean>`state = 'failed' and body is not null`.as('retryable'));
}

/** `limit` mails, newest first, of one state or all, whose recipient contains `recipient`, after `place` (time, id). */
export async function listMails(db: Database, { state, recipient, place, limit }: { state?: MailState | undefined; recipient?: string | undefined; place?: Place | undefined; limit: number }): Promise<ListedMail[]> {
  let query = rowsOf(db).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);
  if (state !== undefined) query = query.where('state', '=', state);
  if (recipient !== undefined) query = query.where(sql<string>`lower(recipient)`, '=', recipient.toLowerCase());
  if (place !== undefined) query = query.where(sql<boolean>`(created_at, id) < (${String(place[0])}::timestamptz, ${String(place[1])}::uuid)`);
  return (await query.execute()).map(toListed);
}

export async function readMail(db: Database, id: string): Promise<ListedMail | undefined> {
  const row = await rowsOf(db).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toListed(row);
}

/** Puts a failed mail back into the post. False when it is not failed, or there is nothing left of it to send. */
export async function retryMail(db: Database, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .withTables<MailTables>()
    .updateTable('mail')
    .set({ state: 'waiting', attempts: 0, next_attempt_at: now, ended_at: null })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .where('body', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) await sql`select pg_notify(${mailChannel}, '')`.execute(db);
  return numUpdatedRows === 1n;
}

type Row = { id: string; kind: string; recipient: string; subject: string; state: MailState; attempts: number; error_code: string | null; last_error: string | null; created_at: Date; ended_at: Date | null; next_attempt_at: Date; retryable: boolean };

function toListed({ error_code: errorCode, last_error: lastError, created_at: createdAt, ended_at: endedAt, next_attempt_at: nextAttemptAt, ...row }: Row): ListedMail {
  return { ...row, errorCode, lastError, createdAt, endedAt, nextAttemptAt };
}
