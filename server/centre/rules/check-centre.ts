import { sectionNames, type Centre, type SectionEntry, type SectionName } from '../../../common/contract/centre.ts';
import type { Fleet } from '../../../common/contract/fleet.ts';
import { bySection } from './by-section.ts';
import { checkCalendar } from './check-calendar.ts';
import type { CentreFinding, EntryFinding } from './finding.ts';
import { hoursWords, referencesOf, referencesOfSettings, type Location, type Reference } from './references.ts';

/** Used where a fleet leaves a line out. [000] */
export const fleetDefaults = { target: 500, divertAt: 60, freezeAt: 80 };

/** Everything that a centre's entries get wrong together, which no schema of one entry can see. */
export function checkCentre(centre: Centre): CentreFinding[] {
  const keys = keysOf(centre);
  const settings = [
    ...repeated(['languages'], centre.settings.languages),
    ...referencesOfSettings(centre.settings).flatMap((reference) => unknownReference(reference, keys)),
  ].map((finding): CentreFinding => ({ section: 'settings', ...finding }));
  const entries = sectionNames.flatMap((section) => {
    const seen = new Set<string>();
    return centre[section].flatMap((entry, index) => {
      const twice: EntryFinding[] = seen.has(entry.key) ? [{ at: ['key'], code: 'not_unique', parameters: { value: entry.key } }] : [];
      seen.add(entry.key);
      return [...twice, ...findingsOf(section, entry, keys, centre.settings.timeZone)].map((finding): CentreFinding => ({ section, index, key: entry.key, ...finding }));
    });
  });
  return [...settings, ...entries];
}

/** What is wrong with one entry in the centre it would stand in. */
export function checkEntry<Name extends SectionName>(centre: Centre, section: Name, entry: SectionEntry<Name>): EntryFinding[] {
  const keys = keysOf(centre);
  return findingsOf(section, entry, { ...keys, [section]: [...keys[section], entry.key] }, centre.settings.timeZone);
}

type Keys = Record<SectionName, readonly string[]>;

function keysOf(centre: Centre): Keys {
  return bySection((section) => centre[section].map(({ key }) => key));
}

function findingsOf<Name extends SectionName>(section: Name, entry: SectionEntry<Name>, keys: Keys, timeZone: string): EntryFinding[] {
  const checker: ((entry: SectionEntry<Name>, timeZone: string) => EntryFinding[]) | undefined = checkers[section];
  return [...(checker?.(entry, timeZone) ?? []), ...referencesOf(section, entry).flatMap((reference) => unknownReference(reference, keys))];
}

const checkers: { [Name in SectionName]?: (entry: SectionEntry<Name>, timeZone: string) => EntryFinding[] } = {
  calendars: (calendar, timeZone) => [
    ...(hoursWords.includes(calendar.key) ? [{ at: ['key'], code: 'reserved_key', parameters: { value: calendar.key } }] : []),
    ...checkCalendar(calendar, timeZone),
  ],
  products: (product) => repeatedKeys(['plans'], product.plans),
  fleets: (fleet) => [...checkLines(fleet), ...repeatedKeys(['groups'], fleet.groups)],
};

/** Freezing begins above the line where new groups are opened, and no fleet aims beyond what its platform holds. [000] */
function checkLines(fleet: Fleet): EntryFinding[] {
  const { target, divertAt, freezeAt } = { ...fleetDefaults, ...definedOf(fleet) };
  const findings: EntryFinding[] = [];
  if (freezeAt <= divertAt) findings.push({ at: [fleet.freezeAt === undefined ? 'divertAt' : 'freezeAt'], code: 'freeze_below_divert', parameters: { freezeAt, divertAt } });
  if (fleet.platformLimit !== undefined && target > fleet.platformLimit) {
    findings.push({ at: [fleet.target === undefined ? 'platformLimit' : 'target'], code: 'target_above_limit', parameters: { target, limit: fleet.platformLimit } });
  }
  return findings;
}

function definedOf({ target, divertAt, freezeAt }: Fleet): Partial<typeof fleetDefaults> {
  return { ...(target === undefined ? {} : { target }), ...(divertAt === undefined ? {} : { divertAt }), ...(freezeAt === undefined ? {} : { freezeAt }) };
}

function repeatedKeys(at: Location, list: readonly { key: string }[] | undefined): EntryFinding[] {
  return repeated(at, (list ?? []).map(({ key }) => key)).map((finding) => ({ ...finding, at: [...finding.at, 'key'] }));
}

function repeated(at: Location, values: readonly string[]): EntryFinding[] {
  return values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [{ at: [...at, index], code: 'not_unique', parameters: { value } }]));
}

function unknownReference({ at, to, key }: Reference, keys: Keys): EntryFinding[] {
  if (keys[to].includes(key)) return [];
  const options = to === 'calendars' && at[0] === 'hours' ? [...keys[to], ...hoursWords] : keys[to];
  return [{ at, code: 'unknown_reference', parameters: { value: key, section: to }, options }];
}
