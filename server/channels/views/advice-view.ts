import { listWords } from '../../../common/i18n/words.ts';
import { adviserMessages } from '../../../common/locales/adviser/index.ts';
import { translator } from '../../../common/i18n/messages.ts';
import type { Advice, AdviceLine, ChannelView, MyEntitlements, NotReachedStep, Reason } from '../../../common/contract/support.ts';
import type { Answer, Line } from '../rules/advise.ts';
import type { AskedCase, Finding, NamedSubject } from '../rules/finding.ts';
import { channelView } from './channel-view.ts';
import { entryViews } from './entry-view.ts';
import { areHolidaysUnknown } from './hours-view.ts';
import { given, iso } from './instant.ts';
import type { View } from './view.ts';

/** The adviser's answer in one language. */
export function adviceView(view: View, asked: AskedCase, answer: Answer, mine?: MyEntitlements): Advice {
  const lines = (list: readonly Line[]) => list.map((line) => adviceLine(view, line));
  const { key, open, until, opensAt } = answer.standard;
  return {
    at: iso(view.moment.at),
    timeZone: view.facts.timeZone,
    ...given('product', asked.product),
    ...given('plan', asked.plan),
    entitlement: asked.entitlement,
    ...given('mine', mine),
    ...given('about', asked.topic === undefined ? asked.subject && `suit:${asked.subject}` : `topic:${asked.topic}`),
    urgency: asked.urgency,
    standardHours: { open, until: iso(until), opensAt: iso(opensAt), ...given('hours', key === undefined ? undefined : view.hours(key)) },
    best: lines(answer.best),
    later: lines(answer.later),
    others: lines(answer.others),
    notReached: notReachedViews(view, answer),
    readings: readingsBefore(view, answer),
    holidaysUnknown: [...view.facts.calendars.values()].some((compiled) => areHolidaysUnknown(compiled, view.moment.at)),
  };
}

/** Every channel that the answer holds, once written, by key. */
export function channelsOf(advice: Advice): Map<string, ChannelView> {
  return new Map([...advice.best, ...advice.later, ...advice.others].map(({ channel }) => [channel.key, channel]));
}

function adviceLine(view: View, { channel, status, findings }: Line): AdviceLine {
  return { channel: channelView(view, channel, status), reasons: findings.map((finding) => reasonView(view, finding)) };
}

function reasonView(view: View, { code, at, minutes, subject }: Finding): Reason {
  return { code, ...given('at', at === undefined ? undefined : iso(at)), ...given('minutes', minutes), ...given('subject', subject && subjectWords(view, subject)) };
}

function subjectWords({ language, text }: View, subject: NamedSubject): string {
  const t = translator(adviserMessages, language);
  switch (subject.kind) {
    case 'suits':
      return listWords(subject.suits.map((suit) => t(`suit_${suit}`)), language);
    case 'audiences':
      return listWords(subject.audiences.map((audience) => t(`audience_${audience}`)), language);
    case 'texts':
      return listWords(subject.texts.map((name) => text(name)), language);
  }
}

function notReachedViews(view: View, { notReached: { retry, other } }: Answer): NotReachedStep[] {
  const { centre } = view.facts;
  const nameOf = (key: string) => view.text(centre.channels.find((channel) => channel.key === key)?.name) ?? key;
  return [
    ...(retry === undefined ? [] : [{ kind: 'retry', channel: retry.channel, name: nameOf(retry.channel), at: iso(retry.at) } as const]),
    ...(other === undefined ? [] : [{ kind: 'other_channel', channel: other, name: nameOf(other) } as const]),
    ...centre.contacts.slice(0, 18).map((contact) => ({
      kind: 'contact' as const,
      contact: contact.key,
      name: view.text(contact.name),
      ...given('role', view.text(contact.role)),
      when: view.text(contact.when),
      entries: entryViews(view, contact.entries),
    })),
  ];
}

/** What to read before asking: the centre's own readings of that kind, then what the recommended channels require. [002] */
function readingsBefore({ facts, text }: View, { best }: Answer): Advice['readings'] {
  const general = facts.centre.readings.filter(({ kind }) => kind === 'before_you_ask').map(({ key }) => key);
  const keys = new Set([...general, ...best.flatMap(({ channel }) => channel.readings ?? [])]);
  return [...keys].slice(0, 50).flatMap((key) => {
    const reading = facts.readings.get(key);
    return reading === undefined ? [] : [{ key, title: text(reading.title), ...given('url', reading.url) }];
  });
}
