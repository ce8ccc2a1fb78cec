import type { Channel } from '../../../common/contract/channel.ts';
import type { ChannelStatus, ChannelView } from '../../../common/contract/support.ts';
import type { Status } from '../rules/channel-status.ts';
import { hoursOf } from '../rules/hours.ts';
import { isAnsweredNow, promiseDue } from '../rules/promise.ts';
import { entryViews } from './entry-view.ts';
import { given, iso } from './instant.ts';
import type { View } from './view.ts';

/** A channel as visitors see it at the moment: hours, state, promise as a time, ways in. */
export function channelView(view: View, channel: Channel, status: Status): ChannelView {
  const { facts, text } = view;
  const hours = hoursOf(facts, channel);
  return {
    key: channel.key,
    kind: channel.kind,
    name: text(channel.name),
    ...given('description', text(channel.description)),
    suits: [...(channel.suits ?? [])],
    audience: [...(channel.audience ?? ['everyone' as const])],
    products: facts.centre.products.filter(({ key }) => channel.products?.includes(key)).map(({ key, name }) => ({ key, name: text(name) })),
    acceptance: view.hours(hours.acceptance),
    answering: view.hours(hours.answering),
    ...given('emergency', hours.emergency === undefined ? undefined : view.hours(hours.emergency)),
    ...given('hoursLabel', channel.hoursLabel),
    status: statusView(view, status),
    ...given('promise', promiseView(view, channel, status)),
    measured: view.measured.get(channel.key) ?? null,
    entries: entryViews(view, channel.entries),
    recommended: channel.recommended ?? false,
    readings: readingLinks(view, channel.readings),
    ...given('note', text(channel.note)),
  };
}

/** The readings that are required somewhere, by title. */
export function readingLinks({ facts, text }: View, keys: readonly string[] | undefined): { key: string; title: string }[] {
  return (keys ?? []).flatMap((key) => {
    const reading = facts.readings.get(key);
    return reading === undefined ? [] : [{ key, title: text(reading.title) }];
  });
}

function statusView({ text }: View, status: Status): ChannelStatus {
  switch (status.state) {
    case 'always':
    case 'unstated':
      return { state: status.state };
    case 'open':
      return { state: 'open', until: iso(status.until) };
    case 'closed':
    case 'emergency_only':
      return { state: status.state, opensAt: iso(status.opensAt) };
    case 'out_of_order':
      return { state: 'out_of_order', reason: text(status.reason), until: iso(status.until) };
  }
}

function promiseView({ moment }: View, channel: Channel, status: Status): ChannelView['promise'] {
  const { promise } = channel;
  if (promise?.kind === 'within') return { kind: 'within', minutes: promise.minutes, dueAt: iso(promiseDue(moment, channel, status)) };
  return promise && { kind: 'realtime', now: isAnsweredNow(moment, channel, status) };
}
