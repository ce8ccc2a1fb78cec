import { noticeKind, noticeKindNames, type NoticeKindName } from '../../common/contract/notice-kinds.ts';
import { personTargets } from '../../common/contract/notices.ts';
import { listStaff } from '../people/index.ts';
import type { ProductParts } from '../parts.ts';
import type { Database, DeliveredEvent, DeliveryWork, Subscriber } from '../platform/index.ts';
import type { Realtime } from '../platform/realtime/index.ts';
import { centreTimeZone } from '../centre-time.ts';
import { onDutyFor } from './duty.ts';
import { placeOf, recipientsOf, tellsOf } from './rules/recipients.ts';
import { sendTime } from './rules/timing.ts';
import { listBotRows } from './store/bots.ts';
import { insertDeliveries, insertNotice, insertReaders, type NewDelivery } from './store/notices.ts';
import { peopleWithBrowsers } from './store/push.ts';
import { kindSettings, settingsOf, usualKind, usualSettings } from './store/settings.ts';

/** Every event that some kind of notice tells of. */
export const noticeEvents: readonly string[] = [...new Set(noticeKindNames.map((name) => noticeKind(name).event))];

/** What open pages of a person watch. */
export const noticesTopic = (personId: string) => `notices:${personId}`;

/** Turns events into notices: once for each event, in the relay's transaction. What is sent goes on its way after that has been committed. */
export function noticesSubscriber(parts: Pick<ProductParts, 'reader'>, realtime: () => Pick<Realtime, 'changed'>): Subscriber {
  return {
    name: 'notices',
    events: noticeEvents,
    async handle(event, tx, work) {
      for (const name of noticeKindNames) if (tellsOf(noticeKind(name), event)) await tell(parts, realtime, name, event, tx, work);
    },
  };
}

async function tell({ reader }: Pick<ProductParts, 'reader'>, realtime: () => Pick<Realtime, 'changed'>, name: NoticeKindName, event: DeliveredEvent, tx: Database, work: DeliveryWork): Promise<void> {
  const kind = noticeKind(name);
  const setting = (await kindSettings(tx)).get(name) ?? usualKind;
  if (!setting.enabled) return;
  const { now } = work;
  const noticeId = await insertNotice(tx, { kind: name, eventId: event.id, subject: event.subject, data: event.data, at: event.occurredAt });
  if (noticeId === undefined) return;
  const onDuty = setting.recipients === 'duty' ? await onDutyFor(tx, placeOf(event), event.occurredAt) : [];
  const people = recipientsOf(kind, event, await listStaff(tx), setting.recipients, onDuty).map(({ id }) => id);
  await insertReaders(tx, noticeId, people);

  const usual = usualSettings(centreTimeZone(reader));
  const chosen = await settingsOf(tx, people);
  const withBrowser = await peopleWithBrowsers(tx, people);
  const aboutNotice = kind.aboutMail === true && String(event.data['kind']).startsWith('notice');
  const forPeople = people.flatMap((person): NewDelivery[] => {
    const settings = chosen.get(person) ?? usual;
    return personTargets
      .filter((target) => (settings.kinds[name]?.[target] ?? kind.on.includes(target)) && (target === 'email' ? !aboutNotice : withBrowser.has(person)))
      .map((target) => {
        const { at, held } = sendTime(settings, target, kind.urgency, now.getTime());
        return { notice_id: noticeId, receiver: `${target}:${person}`, target, person_id: person, bot_id: null, kind: name, held, next_attempt_at: new Date(at) };
      });
  });
  // A group sees only what is not about one person.
  const bots = kind.concerned === 'only' ? [] : (await listBotRows(tx)).filter((bot) => bot.enabled && bot.kinds.includes(name));
  const forBots = bots.map((bot): NewDelivery => {
    const { at, held } = sendTime({ ...usual, quiet: bot.quiet, urgentPasses: bot.urgentPasses }, 'bot', kind.urgency, now.getTime());
    return { notice_id: noticeId, receiver: `bot:${bot.id}`, target: 'bot', person_id: null, bot_id: bot.id, kind: name, held, next_attempt_at: new Date(at) };
  });
  await insertDeliveries(tx, [...forPeople, ...forBots], now);
  work.afterCommit(() => realtime().changed(people.map(noticesTopic)));
}
