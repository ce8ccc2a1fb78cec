import type { NoticeFailureCode } from '../../common/contract/notices.ts';
import type { NoticeKindName, NoticeUrgency } from '../../common/contract/notice-kinds.ts';
import type { ProductParts } from '../parts.ts';
import type { Clock, Database, Log } from '../platform/index.ts';
import { openBot } from './bot-secrets.ts';
import { sayByBot } from './bots/index.ts';
import { centreName, namesFor, publicAddressOf, toBotMessage, toPush, wordingOf } from './draw.ts';
import { pushContact } from './push-contact.ts';
import { pushToPerson } from './push-to-person.ts';
import type { Receiver } from './receiver.ts';
import { noteBotFailed, noteBotSent, switchBotOff } from './store/bots.ts';
import { dropWaiting, endDeliveries, failMessage, noticesOf, type DueDelivery } from './store/deliveries.ts';

export type DeliverGround = Pick<ProductParts, 'configuration' | 'reader' | 'outbound' | 'secrets'> & {
  database: Database;
  clock: Clock;
  log: Log;
  publish(db: Database, event: { name: string; subject: string; data: Record<string, unknown> }, now: Date): Promise<void>;
  wakeRelay(): void;
};

type Outgoing = { id: string; ids: string[]; kind: NoticeKindName | null; urgency: NoticeUrgency };
type Failure = { code: NoticeFailureCode; detail: string };

const minute = 60_000;
const pauses = [1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60].map((minutes) => minutes * minute);
/** A bot that has failed for so long is switched off. */
export const botPatienceMilliseconds = 3 * 24 * 60 * minute;

/** Sends one message outside and writes down what came of it. With a failure `rest`, what was begun to the same receiver, waits too. */
export async function deliver(ground: DeliverGround, receiver: Receiver, message: Outgoing, due: readonly DueDelivery[], rest: readonly Pick<Outgoing, 'id' | 'ids'>[]): Promise<boolean> {
  const { database, clock } = ground;
  const notices = await noticesOf(database, due.map(({ notice_id: id }) => id));
  const { language } = receiver;
  const wording = wordingOf(notices, centreName(ground, language), language, await namesFor(database, notices));
  const failure = await say(ground, receiver, message, wording);
  const now = clock.now();
  if (failure === undefined) {
    await database.transaction().execute(async (tx) => {
      // The bot before what goes to it, as everyone who changes both holds them; in another order, two would wait for each other.
      if (receiver.kind === 'bot') await noteBotSent(tx, receiver.bot.id, now);
      await endDeliveries(tx, message.ids, 'sent', now);
    });
    return true;
  }
  if (failure.code === 'push_none') {
    await endDeliveries(database, [...message.ids, ...rest.flatMap(({ ids }) => ids)], 'dropped', now, failure.code);
    return false;
  }
  const attempts = Math.max(...due.map((delivery) => delivery.attempts)) + 1;
  const pause = failure.code === 'too_fast' ? minute : pauses[attempts - 1];
  await noteFailure(ground, receiver, [message, ...rest], failure, pause === undefined ? undefined : new Date(now.getTime() + pause), now);
  return false;
}

async function say(ground: DeliverGround, receiver: Receiver, message: Outgoing, wording: ReturnType<typeof wordingOf>): Promise<Failure | undefined> {
  if (receiver.kind === 'bot') {
    const access = openBot(ground.secrets, receiver.bot);
    if (access === undefined) return { code: 'secret_unreadable', detail: '' };
    const said = await sayByBot(ground.outbound, { platform: receiver.bot.platform, ...access }, toBotMessage(wording, receiver.language, publicAddressOf(ground)), ground.clock.now());
    return said.ok ? undefined : { code: said.code, detail: said.detail };
  }
  if (receiver.kind !== 'push') return undefined;
  const pushed = await pushToPerson(ground, pushContact(ground), receiver.personId, toPush(wording, message.kind ?? 'summary', message.urgency), ground.database, ground.clock.now());
  return pushed.reached > 0 ? undefined : { code: pushed.code ?? 'push_none', detail: pushed.detail };
}

async function noteFailure(ground: DeliverGround, receiver: Receiver, messages: readonly Pick<Outgoing, 'id' | 'ids'>[], failure: Failure, again: Date | undefined, now: Date): Promise<void> {
  ground.log.warn('notices.not_delivered', { target: receiver.kind, reason: failure.code, again });
  const switchedOff = await ground.database.transaction().execute(async (tx) => {
    const failed = async () => {
      for (const { id, ids } of messages) await failMessage(tx, id, ids, failure, again, now);
    };
    if (receiver.kind !== 'bot') {
      await failed();
      return false;
    }
    const { id, platform } = receiver.bot;
    const since = await noteBotFailed(tx, id, failure, now);
    await failed();
    if (now.getTime() - since.getTime() < botPatienceMilliseconds || !(await switchBotOff(tx, id, now))) return false;
    await dropWaiting(tx, `bot:${id}`, 'bot_off', now);
    await ground.publish(tx, { name: 'notices.bot_switched_off', subject: id, data: { platform, reason: failure.code } }, now);
    return true;
  });
  if (switchedOff) ground.wakeRelay();
}
