import { sectionNames, type Centre, type SectionEntry, type SectionName } from '../../../common/contract/centre.ts';
import type { Entry } from '../../../common/contract/channel.ts';
import type { EntryDraft } from './draft.ts';

/** Where something stands inside an entry: names of fields, places in lists from 0. */
export type Location = readonly (string | number)[];

/** One entry that names another: `at` is the place of the name inside the naming entry. */
export type Reference = { at: Location; to: SectionName; key: string };

/** Words that stand where a calendar's key may stand, and therefore cannot be one. */
export const hoursWords = ['always', 'unstated'];

/** Every reference that an entry makes, as far as it could be read. */
export function referencesOf<Name extends SectionName>(section: Name, entry: EntryDraft<Name>): Reference[] {
  const finder: ((entry: EntryDraft<Name>) => Reference[]) | undefined = finders[section];
  return finder === undefined ? [] : finder(entry);
}

/** The references of the centre as a whole. */
export function referencesOfSettings(settings: Partial<Centre['settings']>): Reference[] {
  return optional(['answeringCalendar'], 'calendars', settings.answeringCalendar);
}

const finders: { [Name in SectionName]?: (entry: EntryDraft<Name>) => Reference[] } = {
  channels: (channel) => [
    ...(['acceptance', 'answering', 'emergency'] as const).flatMap((kind) => {
      const key = channel.hours?.[kind];
      return key === undefined || hoursWords.includes(key) ? [] : optional(['hours', kind], 'calendars', key);
    }),
    ...fleetsIn(['entries'], channel.entries),
    ...each(['products'], 'products', channel.products),
    ...each(['readings'], 'readings', channel.readings),
  ],
  scope: (scope) => optional(['product'], 'products', scope.product),
  services: (service) => (service.purchase ?? []).flatMap((purchase, index) => fleetsIn(['purchase', index, 'entries'], purchase.entries)),
  questions: (question) => optional(['product'], 'products', question.product),
  contacts: (contact) => fleetsIn(['entries'], contact.entries),
  topics: (topic) => optional(['offTopicTo'], 'topics', topic.offTopicTo),
  fleets: (fleet) => [...optional(['topic'], 'topics', fleet.topic), ...each(['readings'], 'readings', fleet.readings)],
};

function optional(at: Location, to: SectionName, key: string | undefined): Reference[] {
  return key === undefined ? [] : [{ at, to, key }];
}

function each(at: Location, to: SectionName, keys: readonly string[] | undefined): Reference[] {
  return (keys ?? []).map((key, index) => ({ at: [...at, index], to, key }));
}

function fleetsIn(at: Location, entries: readonly Entry[] | undefined): Reference[] {
  return (entries ?? []).flatMap((entry, index): Reference[] => (entry.kind === 'fleet' ? [{ at: [...at, index, 'fleet'], to: 'fleets', key: entry.fleet }] : []));
}

export type Referrer = { section: SectionName; entry: SectionEntry } | { section: 'settings' };

/** Who names the entry `key` of `section`, itself aside. */
export function referrersOf(centre: Centre, section: SectionName, key: string): Referrer[] {
  const names = (references: Reference[]) => references.some((reference) => reference.to === section && reference.key === key);
  const entries = sectionNames.flatMap((from) =>
    centre[from].filter((entry) => !(from === section && entry.key === key) && names(referencesOf(from, entry))).map((entry): Referrer => ({ section: from, entry })),
  );
  return names(referencesOfSettings(centre.settings)) ? [{ section: 'settings' }, ...entries] : entries;
}
