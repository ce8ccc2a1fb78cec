import type { Clock } from '../clock.ts';
import type { Notifications } from '../database/notifications.ts';
import type { Database } from '../database/tables.ts';
import { publishEvent } from '../events/publish.ts';
import type { Log } from '../log.ts';
import { createLoop, type Loop } from '../loop/index.ts';
import { pauseAfter } from './backoff.ts';
import { mailChannel } from './post.ts';
import { catchWaiting, emptyCaught, noteMailFailure, noteSent, takeDue, type TakenMail } from './queue.ts';
import type { MailTransport } from './transport.ts';

export type MailSenderParts = {
  database: Database;
  notifications: Notifications;
  clock: Clock;
  log: Log;
  /** Undefined: every mail is caught. */
  transport: MailTransport | undefined;
  /** Bodies of caught mails stay, for the developer panel. */
  keepCaught?: boolean;
  subscribersOf(event: string): readonly string[];
  wakeRelay(): void;
  sweepMilliseconds?: number;
};

export type MailSender = Loop;

const mailsAtOnce = 10;

/**
 * Brings mails from the table to the mail server, at least once and under the same Message-ID, from any number of processes. A mail whose
 * process died is taken up when its claim has run out.
 */
export function createMailSender(parts: MailSenderParts): MailSender {
  const { database, clock, log, transport } = parts;
  let begun = false;

  async function work(stopping: () => boolean): Promise<boolean> {
    const keep = parts.keepCaught === true;
    if (!begun && !keep) await emptyCaught(database);
    begun = true;
    if (transport === undefined) {
      await catchWaiting(database, clock.now(), keep);
      return false;
    }
    const taken = await takeDue(database, clock.now(), mailsAtOnce);
    await Promise.all(taken.map((mail) => deliver(transport, mail)));
    return taken.length === mailsAtOnce && !stopping();
  }

  async function deliver(by: MailTransport, mail: TakenMail): Promise<void> {
    const handed = await by.send(mail);
    const now = clock.now();
    if (handed.ok) {
      await noteSent(database, mail.id, now);
      log.debug('mail.sent', { mailId: mail.id, kind: mail.kind, attempts: mail.attempts });
      return;
    }
    const { failure } = handed;
    const pause = failure.permanent ? undefined : pauseAfter(mail.attempts, mail.secret);
    log.warn(pause === undefined ? 'mail.failed' : 'mail.postponed', { mailId: mail.id, kind: mail.kind, attempts: mail.attempts, reason: failure.code });
    await database.transaction().execute(async (transaction) => {
      await noteMailFailure(transaction, mail, failure, pause === undefined ? undefined : new Date(now.getTime() + pause), now);
      if (pause === undefined) await publishEvent(transaction, parts.subscribersOf('mail.failed'), now, { name: 'mail.failed', subject: mail.id, data: { kind: mail.kind, reason: failure.code } });
    });
    if (pause === undefined) parts.wakeRelay();
  }

  const loop = createLoop({ name: 'mail', notifications: parts.notifications, channel: mailChannel, log, work, ...(parts.sweepMilliseconds === undefined ? {} : { sweepMilliseconds: parts.sweepMilliseconds }) });
  return {
    ...loop,
    async stop() {
      await loop.stop();
      transport?.close();
    },
  };
}
