import { sql } from 'kysely';
import { newId } from '../ids.ts';
import type { Database } from '../database/tables.ts';
import type { MailMessage } from './message.ts';
import type { MailTables } from './schema.ts';

/** What senders listen to. */
export const mailChannel = 'lichun_mail';

/** Puts a mail into the post in the caller's transaction. Returns its id. */
export async function postMail(db: Database, message: MailMessage, now: Date): Promise<string> {
  const id = newId(now);
  const { kind, to, language, subject, text, button, secret = false } = message;
  await db
    .withTables<MailTables>()
    .insertInto('mail')
    .values({ id, kind, recipient: to.address, recipient_name: to.name ?? null, language, subject, body: JSON.stringify({ text, ...(button === undefined ? {} : { button }) }), secret, state: 'waiting', created_at: now, next_attempt_at: now })
    .execute();
  // Said by the transaction itself, so that every writer wakes the senders of all nodes, and only once it has been committed. Mails are few
  // beside events, for which a word inside the transaction would cost too much.
  await sql`select pg_notify(${mailChannel}, '')`.execute(db);
  return id;
}
