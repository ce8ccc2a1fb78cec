import { sql } from 'kysely';
import type { Language } from '../../../common/contract/text.ts';
import type { Database } from '../database/tables.ts';
import type { MailFailure } from './failure.ts';
import type { MailTables } from './schema.ts';
import type { OutgoingMail } from './transport.ts';

export type TakenMail = OutgoingMail & { secret: boolean; attempts: number };

/** A mail that was taken and is neither sent nor failed after this time was lost with its process, and is tried again. */
export const claimMilliseconds = 2 * 60_000;

/** Takes up to `count` mails that are due, the longest waiting first; nobody else gets them while the claim lasts. */
export async function takeDue(db: Database, now: Date, count: number): Promise<TakenMail[]> {
  const until = new Date(now.getTime() + claimMilliseconds);
  const { rows } = await sql<{ id: string; kind: string; recipient: string; recipient_name: string | null; language: Language; subject: string; body: Pick<OutgoingMail, 'text' | 'button'> | null; secret: boolean; attempts: number }>`
    update mail set attempts = attempts + 1, next_attempt_at = ${until}
    where id in (select id from mail where state = 'waiting' and next_attempt_at <= ${now} order by next_attempt_at, id limit ${count} for update skip locked)
    returning id, kind, recipient, recipient_name, language, subject, body, secret, attempts`.execute(db);
  return rows
    .toSorted((left, right) => (left.id < right.id ? -1 : 1))
    .map(({ recipient, recipient_name: name, body, ...mail }) => ({ ...mail, to: { address: recipient, ...(name === null ? {} : { name }) }, text: body?.text ?? '', ...(body?.button === undefined ? {} : { button: body.button }) }));
}

/** Everything that waits is caught: there is nowhere to send it. Bodies go at once, but for those who develop. */
export async function catchWaiting(db: Database, now: Date, keepBodies: boolean): Promise<void> {
  await sql`update mail set state = 'caught', ended_at = ${now}, body = case when ${keepBodies}::boolean then body end where state = 'waiting'`.execute(db);
}

/** Takes away bodies that an earlier, developing program kept. */
export async function emptyCaught(db: Database): Promise<void> {
  await db.withTables<MailTables>().updateTable('mail').set({ body: null }).where('state', '=', 'caught').where('body', 'is not', null).execute();
}

export async function noteSent(db: Database, id: string, now: Date): Promise<void> {
  await db.withTables<MailTables>().updateTable('mail').set({ state: 'sent', body: null, ended_at: now, error_code: null, last_error: null }).where('id', '=', id).execute();
}

/** Notes a failure; without `again` the mail is given up. What lets somebody in does not outlive that. */
export async function noteMailFailure(db: Database, mail: TakenMail, failure: MailFailure, again: Date | undefined, now: Date): Promise<void> {
  await db
    .withTables<MailTables>()
    .updateTable('mail')
    .set({ error_code: failure.code, last_error: failure.detail, ...(again === undefined ? { state: 'failed' as const, ended_at: now, ...(mail.secret ? { body: null } : {}) } : { next_attempt_at: again }) })
    .where('id', '=', mail.id)
    .where('state', '=', 'waiting')
    .execute();
}
