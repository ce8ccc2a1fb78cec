import type { Language } from '../../../common/contract/text.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { Database } from '../database/tables.ts';
import type { DomainEvent } from '../events/publish.ts';
import type { Log } from '../log.ts';
import type { MailMessage } from '../mail/index.ts';
import type { Secrets } from '../secrets/index.ts';
import type { Actor } from './actor.ts';

/** What a call brings with it, besides its input. */
export type Call = {
  actor: Actor;
  language: Language;
  requestId: string;
  /** The centre's own address, from PUBLIC_URL or the address in use; never from an unchecked header (D7). */
  publicAddress: string;
  idempotencyKey?: string;
  /** What the browser says of itself, for the list of sessions. */
  device?: string;
};

/** What an action works with: one transaction in a write, the pool in a read. */
export type Work = Call & {
  db: Database;
  now: Date;
  log: Log;
  /** Says what happened, in this order and in this transaction; several at once cost one statement. */
  publish(...events: DomainEvent[]): Promise<void>;
  audit(record: AuditRecord): Promise<void>;
  /** Puts a mail into the post in this transaction: it goes out once that has been committed. */
  sendMail(message: MailMessage): Promise<void>;
  /** Adds a job in this transaction; `key`: while one of this name and key waits, another is not added. */
  enqueue(job: string, data: object, options?: { runAt?: Date; key?: string }): Promise<void>;
  /** The centre's own: in it people are told times in mails. */
  readonly timeZone: string;
  /** What is kept secret with the centre's own key. */
  readonly secrets: Secrets;
  /** Runs once the transaction has been committed, never when it was refused or failed. */
  afterCommit(run: () => void): void;
};
