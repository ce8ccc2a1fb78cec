import type { ProductParts } from '../parts.ts';
import type { Database } from '../platform/index.ts';
import { postMail } from '../platform/mail/index.ts';
import { centreName, namesFor, publicAddressOf, toMail, wordingOf } from './draw.ts';
import type { Receiver } from './receiver.ts';
import type { Message } from './rules/bundle.ts';
import { endDeliveries, noticesOf, type DueDelivery } from './store/deliveries.ts';

/** Puts a message to a person into the post, in the caller's transaction: from here the mail's own sender sees to it. */
export async function sendMailTo(tx: Database, parts: Pick<ProductParts, 'reader' | 'configuration'>, receiver: Receiver, message: Message, due: readonly DueDelivery[], now: Date): Promise<void> {
  if (receiver.kind !== 'email' || receiver.address === undefined) return;
  const { language, name, address } = receiver;
  const notices = await noticesOf(tx, due.map(({ notice_id: id }) => id));
  const wording = wordingOf(notices, centreName(parts, language), language, await namesFor(tx, notices));
  await postMail(tx, toMail(wording, message.kind, { address, name }, language, publicAddressOf(parts)), now);
  await endDeliveries(tx, message.ids, 'sent', now);
}
