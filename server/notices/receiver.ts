import { noticeKind } from '../../common/contract/notice-kinds.ts';
import type { PersonTarget } from '../../common/contract/notices.ts';
import type { Language } from '../../common/contract/text.ts';
import { findPerson, grantsOf, identitiesOf, mailboxOf } from '../people/index.ts';
import type { ProductParts } from '../parts.ts';
import type { Database } from '../platform/index.ts';
import { centreTimeZone } from '../centre-time.ts';
import { languageOf } from './draw.ts';
import type { Due } from './rules/bundle.ts';
import { mayHear } from './rules/recipients.ts';
import { quietUntil } from './rules/timing.ts';
import { findBot, type Bot } from './store/bots.ts';
import { noticesOf, type DueDelivery } from './store/deliveries.ts';
import { settingsOf, usualSettings } from './store/settings.ts';

type Sorted = { due: Due[]; dropped: { ids: string[]; why: string }[]; postponed: { ids: string[]; until: Date }[] };
export type PersonReceiver = Sorted & { kind: PersonTarget; personId: string; name: string; address: string | undefined; language: Language };
export type BotReceiver = Sorted & { kind: 'bot'; bot: Bot; language: Language };
export type NobodyReceiver = Sorted & { kind: 'nobody'; language: Language };
export type Receiver = PersonReceiver | BotReceiver | NobodyReceiver;

const nobody = (due: readonly DueDelivery[], why: string): NobodyReceiver => ({ kind: 'nobody', language: 'zh-CN', due: [], dropped: [{ ids: due.map(({ id }) => id), why }], postponed: [] });

/** Who a receiver is now, and what of what is due may still go to them: rights, switches and quiet hours of this moment count. */
export async function readReceiver(db: Database, parts: Pick<ProductParts, 'reader'>, receiver: string, due: readonly DueDelivery[], now: Date): Promise<Receiver> {
  const [target, id = ''] = receiver.split(':');
  if (target === 'bot') return readBot(db, parts, id, due, now);
  const person = await findPerson(db, id);
  if (person === undefined || person.disabled || person.mergedInto !== undefined) return nobody(due, 'person_gone');
  const kind: PersonTarget = target === 'push' ? 'push' : 'email';
  const address = await provenAddress(db, id);
  if (kind === 'email' && address === undefined) return nobody(due, 'address_unproven');

  const grants = await grantsOf(db, id);
  const told = new Map((await noticesOf(db, due.map((delivery) => delivery.notice_id))).map((notice) => [notice.id, notice]));
  const settings = (await settingsOf(db, [id])).get(id) ?? usualSettings(centreTimeZone(parts.reader));
  const until = quietUntil(settings, now.getTime());
  const sorted: Sorted = { due: [], dropped: [], postponed: [] };
  for (const delivery of due) {
    const row = noticeKind(delivery.kind);
    const notice = told.get(delivery.notice_id);
    const entitled = notice !== undefined && mayHear(row, { name: row.event, subject: notice.subject, data: notice.data }, { id, grants });
    const wanted = settings.kinds[delivery.kind]?.[kind] ?? row.on.includes(kind);
    if (!entitled || !wanted) sorted.dropped.push({ ids: [delivery.id], why: entitled ? 'switched_off' : 'right_lost' });
    else if (until !== undefined && !(row.urgency === 'urgent' && settings.urgentPasses)) sorted.postponed.push({ ids: [delivery.id], until: new Date(until) });
    else sorted.due.push({ id: delivery.id, kind: delivery.kind, held: delivery.held });
  }
  return { ...sorted, kind, personId: id, name: person.name, address, language: languageOf(person.language) };
}

async function readBot(db: Database, parts: Pick<ProductParts, 'reader'>, id: string, due: readonly DueDelivery[], now: Date): Promise<Receiver> {
  const bot = await findBot(db, id);
  if (bot === undefined || !bot.enabled) return nobody(due, 'bot_off');
  const until = quietUntil({ timeZone: centreTimeZone(parts.reader), quiet: bot.quiet }, now.getTime());
  const waits = ({ kind }: DueDelivery) => until !== undefined && !(noticeKind(kind).urgency === 'urgent' && bot.urgentPasses);
  const wanted = due.filter(({ kind }) => bot.kinds.includes(kind));
  const unwanted = due.filter(({ kind }) => !bot.kinds.includes(kind)).map((delivery) => delivery.id);
  return { kind: 'bot', bot, language: bot.language, due: wanted.filter((delivery) => !waits(delivery)).map(({ id: delivery, kind, held }) => ({ id: delivery, kind, held })), dropped: [{ ids: unwanted, why: 'switched_off' }], postponed: until === undefined ? [] : [{ ids: wanted.filter(waits).map((delivery) => delivery.id), until: new Date(until) }] };
}

/** The address that a person has proven to be theirs; notices never go to one that is only claimed. */
export async function provenAddress(db: Database, personId: string): Promise<string | undefined> {
  const proven = (await identitiesOf(db, personId)).find(({ kind, provenAt }) => kind === 'email' && provenAt !== undefined);
  return proven === undefined ? undefined : (mailboxOf(proven.typed) ?? proven.typed);
}
