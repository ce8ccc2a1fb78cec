import { noticeKind } from '../../common/contract/notice-kinds.ts';
import type { ProductParts } from '../parts.ts';
import type { Clock, Database, Log } from '../platform/index.ts';
import { createLoop, type Loop, type LoopParts } from '../platform/loop/index.ts';
import { deliver, type DeliverGround } from './deliver.ts';
import { planMessages, usualLimits, type BundleLimits, type Message } from './rules/bundle.ts';
import { beginMessage, endDeliveries, postpone, receiversDue, sentLately, takeReceiver, type DueDelivery } from './store/deliveries.ts';
import { noticesChannel } from './store/notices.ts';
import { readReceiver, type Receiver } from './receiver.ts';
import { sendMailTo } from './send-mail.ts';

export type NoticeSenderParts = {
  product: Pick<ProductParts, 'configuration' | 'reader' | 'outbound' | 'secrets'>;
  database: Database;
  notifications: LoopParts['notifications'];
  clock: Clock;
  log: Log;
  /** Publishes what follows in a transaction; the relay is woken after it. */
  publish(db: Database, event: { name: string; subject: string; data: Record<string, unknown> }, now: Date): Promise<void>;
  wakeRelay(): void;
  limits?: Partial<BundleLimits>;
  sweepMilliseconds?: number;
};

export type NoticeSender = Loop;
type Begun = { message: Message; id: string; due: DueDelivery[] };

const receiversAtOnce = 5;

/**
 * Sends notices: to one receiver one message after another, to several at the same time, from any number of nodes. Mails are only put into
 * the post here, in the same transaction, so they are neither lost nor doubled; what goes outside happens at least once.
 */
export function createNoticeSender(parts: NoticeSenderParts): NoticeSender {
  const { database, clock, log } = parts;
  const limits = { ...usualLimits, ...parts.limits };
  const ground: DeliverGround = { ...parts, ...parts.product };

  async function work(stopping: () => boolean): Promise<boolean> {
    const receivers = await receiversDue(database, clock.now(), receiversAtOnce);
    const served = await Promise.all(receivers.map((receiver) => serve(receiver)));
    return served.some(Boolean) && !stopping();
  }

  /** True when something of it was done. */
  async function serve(name: string): Promise<boolean> {
    const now = clock.now();
    const begun = await database.transaction().execute(async (tx) => {
      const due = await takeReceiver(tx, name, now);
      if (due === undefined || due.length === 0) return undefined;
      const receiver = await readReceiver(tx, ground, name, due, now);
      for (const { ids, why } of receiver.dropped) await endDeliveries(tx, ids, 'dropped', now, why);
      for (const { ids, until } of receiver.postponed) await postpone(tx, ids, until);
      const plan = planMessages(receiver.due, await sentLately(tx, name, new Date(now.getTime() - limits.windowMilliseconds)), now.getTime(), limits);
      for (const { ids, until } of plan.postponed) await postpone(tx, ids, new Date(until));
      const messages: Begun[] = [];
      for (const message of plan.messages) messages.push({ message, id: await beginMessage(tx, name, message, now), due: due.filter(({ id }) => message.ids.includes(id)) });
      if (receiver.kind !== 'email') return { receiver, messages };
      for (const { message, due: told } of messages) await sendMailTo(tx, ground, receiver, message, told, now);
      return { receiver, messages: [] };
    });
    if (begun === undefined) return false;
    await deliverAll(begun.receiver, begun.messages);
    return true;
  }

  /** After a failure the rest waits too: who is away for one message is away for all. */
  async function deliverAll(receiver: Receiver, messages: readonly Begun[]): Promise<void> {
    for (const [index, { message, id, due }] of messages.entries()) {
      const rest = messages.slice(index + 1).map((later) => ({ id: later.id, ids: later.message.ids }));
      const arrived = await deliver(ground, receiver, { id, ids: message.ids, kind: message.kind, urgency: mostUrgent(due) }, due, rest);
      log.debug('notices.delivered', { target: receiver.kind, arrived, count: due.length });
      if (!arrived) return;
    }
  }

  return createLoop({ name: 'notices', notifications: parts.notifications, channel: noticesChannel, log, work, ...(parts.sweepMilliseconds === undefined ? {} : { sweepMilliseconds: parts.sweepMilliseconds }) });
}

function mostUrgent(due: readonly DueDelivery[]) {
  const urgencies = due.map(({ kind }) => noticeKind(kind).urgency);
  return urgencies.includes('urgent') ? 'urgent' : urgencies.includes('normal') ? 'normal' : 'low';
}
