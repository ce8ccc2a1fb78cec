import type { ServiceCalendar } from '../../../common/calendar/index.ts';
import type { CalendarEntry } from '../../../common/contract/calendar.ts';
import type { Centre, Reading } from '../../../common/contract/centre.ts';
import type { Channel } from '../../../common/contract/channel.ts';
import type { Fleet, Topic } from '../../../common/contract/fleet.ts';
import { compileCalendar } from './compile-calendar.ts';

/** A calendar as it is described and as it is counted. */
export type CompiledCalendar = { entry: CalendarEntry; calendar: ServiceCalendar };

/** The centre with everything that does not depend on the clock worked out; compiled once per content version. */
export type CentreFacts = {
  centre: Centre;
  timeZone: string;
  calendars: ReadonlyMap<string, CompiledCalendar>;
  fleets: ReadonlyMap<string, Fleet>;
  topics: ReadonlyMap<string, Topic>;
  readings: ReadonlyMap<string, Reading>;
  /** Topics to whose fleets a channel leads, by channel. */
  topicsOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether any plan is free: only then is there an issue tracker "for free products". [001] */
  hasFreePlan: boolean;
};

export function compileCentre(centre: Centre): CentreFacts {
  const { timeZone } = centre.settings;
  const fleets = byKey(centre.fleets);
  return {
    centre,
    timeZone,
    calendars: new Map(centre.calendars.map((entry) => [entry.key, { entry, calendar: compileCalendar(entry, timeZone) }])),
    fleets,
    topics: byKey(centre.topics),
    readings: byKey(centre.readings),
    topicsOf: new Map(centre.channels.map((channel) => [channel.key, topicsOfChannel(channel, fleets)])),
    hasFreePlan: centre.products.some((product) => product.plans?.some(({ kind }) => kind === 'free')),
  };
}

function byKey<Entry extends { key: string }>(entries: readonly Entry[]): Map<string, Entry> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}

function topicsOfChannel(channel: Channel, fleets: ReadonlyMap<string, Fleet>): Set<string> {
  const topics = new Set<string>();
  for (const entry of channel.entries ?? []) {
    const fleet = entry.kind === 'fleet' ? fleets.get(entry.fleet) : undefined;
    if (fleet !== undefined) topics.add(fleet.topic);
  }
  return topics;
}
