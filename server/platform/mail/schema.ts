import type { Generated, JSONColumnType } from 'kysely';
import type { MailMessage } from './message.ts';

export const mailStates = ['waiting', 'sent', 'caught', 'failed'] as const;
export type MailState = (typeof mailStates)[number];

/** One mail that goes out. `body` is emptied once the mail has left, or at once where there is nowhere to send it. */
export type MailTable = {
  id: string;
  kind: string;
  recipient: string;
  recipient_name: string | null;
  language: string;
  subject: string;
  body: JSONColumnType<Pick<MailMessage, 'text' | 'button'>> | null;
  secret: boolean;
  state: MailState;
  attempts: Generated<number>;
  /** Why the last attempt failed: a code of `failure.ts`, and the server's own words. */
  error_code: Generated<string | null>;
  last_error: Generated<string | null>;
  created_at: Date;
  next_attempt_at: Date;
  ended_at: Generated<Date | null>;
};
export type MailTables = { mail: MailTable };
