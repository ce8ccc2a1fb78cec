import { sectionNames, type Centre, type SectionEntry, type SectionName } from '../../../common/contract/centre.ts';
import { mostGroups, sizeLimits, type Fleet } from '../../../common/contract/fleet.ts';
import { bySection } from './by-section.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkJoinNames } from './check-join-names.ts';
import type { CentreDraft, EntryDraft } from './draft.ts';
import type { CentreFinding, EntryFinding } from './finding.ts';
import { hoursWords, referencesOf, referencesOfSettings, type Location, type Reference } from './references.ts';

/** Used where a fleet leaves a line out. [000] */
export const fleetDefaults = { target: 500, divertAt: 60, freezeAt: 80 };

const nowhere: ReadonlySet<SectionName> = new Set();

/**
 * Everything that a centre's entries get wrong together, which no schema of one entry can see. Of a draft it is what can be seen
 * in what was read; no reference into an `unclear` section is called unknown, because not all of its keys could be read.
 */
export function checkCentre(centre: CentreDraft, unclear: ReadonlySet<SectionName> = nowhere): CentreFinding[] {
  const keys = keysOf(centre, unclear);
  const settings = [
    ...repeated(['languages'], centre.settings.languages ?? []),
    ...referencesOfSettings(centre.settings).flatMap((reference) => unknownReference(reference, keys)),
  ].map((finding): CentreFinding => ({ section: 'settings', ...finding }));
  const entries = sectionNames.flatMap((section) => {
    const seen = new Set<string>();
    return centre[section].flatMap((entry, index) => {
      const { key } = entry;
      const twice: EntryFinding[] = key !== undefined && seen.has(key) ? [{ at: ['key'], code: 'not_unique', parameters: { value: key } }] : [];
      if (key !== undefined) seen.add(key);
      return [...twice, ...findingsOf(section, entry, keys, centre.settings.timeZone), ...joinNamesOf(centre, section, entry)].map((finding): CentreFinding => ({ section, index, key: key ?? '', ...finding }));
    });
  });
  return [...settings, ...entries];
}

/** What is wrong with one entry in the centre it would stand in. */
export function checkEntry<Name extends SectionName>(centre: Centre, section: Name, entry: SectionEntry<Name>): EntryFinding[] {
  const keys = keysOf(centre, nowhere);
  return [...findingsOf(section, entry, { ...keys, [section]: [...(keys[section] ?? []), entry.key] }, centre.settings.timeZone), ...joinNamesOf(centre, section, entry)];
}

function joinNamesOf<Name extends SectionName>(centre: CentreDraft, section: Name, entry: EntryDraft<Name>): EntryFinding[] {
  return section === 'topics' || section === 'fleets' ? checkJoinNames(centre, section, entry as EntryDraft<'topics'>) : [];
}

/** The keys of each section; null where not all of them are known. */
type Keys = Record<SectionName, readonly string[] | null>;

function keysOf(centre: CentreDraft, unclear: ReadonlySet<SectionName>): Keys {
  return bySection((section) => (unclear.has(section) ? null : centre[section].flatMap(({ key }) => (key === undefined ? [] : [key]))));
}

function findingsOf<Name extends SectionName>(section: Name, entry: EntryDraft<Name>, keys: Keys, timeZone: string | undefined): EntryFinding[] {
  const checker: ((entry: EntryDraft<Name>, timeZone: string | undefined) => EntryFinding[]) | undefined = checkers[section];
  return [...(checker?.(entry, timeZone) ?? []), ...referencesOf(section, entry).flatMap((reference) => unknownReference(reference, keys))];
}

const checkers: { [Name in SectionName]?: (entry: EntryDraft<Name>, timeZone: string | undefined) => EntryFinding[] } = {
  calendars: ({ key, hours = {}, exceptions, timeZone: own }, timeZone = 'UTC') => [
    ...(key !== undefined && hoursWords.includes(key) ? [{ at: ['key'], code: 'reserved_key', parameters: { value: key } }] : []),
    ...checkCalendar({ hours, exceptions, timeZone: own }, timeZone),
  ],
  products: (product) => repeatedKeys(['plans'], product.plans),
  fleets: (fleet) => [...checkLines(fleet), ...repeatedKeys(['groups'], fleet.groups), ...checkRoom(fleet)],
};

/** Freezing begins above the line where new groups are opened, and no fleet aims beyond what its platform holds. [000] */
function checkLines(fleet: Partial<Fleet>): EntryFinding[] {
  const { target, divertAt, freezeAt } = { ...fleetDefaults, ...definedOf(fleet) };
  const findings: EntryFinding[] = [];
  if (freezeAt <= divertAt) findings.push({ at: [fleet.freezeAt === undefined ? 'divertAt' : 'freezeAt'], code: 'freeze_below_divert', parameters: { freezeAt, divertAt } });
  for (const field of ['target', 'platformLimit'] as const) {
    const most = sizeLimits.cross_company;
    if (fleet.size === 'cross_company' && (fleet[field] ?? 0) > most) findings.push({ at: [field], code: 'cross_company_limit', parameters: { maximum: most } });
  }
  if (fleet.platformLimit !== undefined && target > fleet.platformLimit) {
    findings.push({ at: [fleet.target === undefined ? 'platformLimit' : 'target'], code: 'target_above_limit', parameters: { target, limit: fleet.platformLimit } });
  }
  return findings;
}

/** Archived groups stand in nobody’s way; of the others a fleet has only so many. */
function checkRoom({ groups = [] }: Partial<Fleet>): EntryFinding[] {
  const living = groups.filter(({ state = 'active' }) => state === 'active' || state === 'preparing').length;
  return living > mostGroups ? [{ at: ['groups'], code: 'groups_too_many', parameters: { maximum: mostGroups } }] : [];
}

function definedOf({ target, divertAt, freezeAt }: Partial<Fleet>): Partial<typeof fleetDefaults> {
  return { ...(target === undefined ? {} : { target }), ...(divertAt === undefined ? {} : { divertAt }), ...(freezeAt === undefined ? {} : { freezeAt }) };
}

function repeatedKeys(at: Location, list: readonly { key: string }[] | undefined): EntryFinding[] {
  return repeated(at, (list ?? []).map(({ key }) => key)).map((finding) => ({ ...finding, at: [...finding.at, 'key'] }));
}

function repeated(at: Location, values: readonly string[]): EntryFinding[] {
  return values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [{ at: [...at, index], code: 'not_unique', parameters: { value } }]));
}

function unknownReference({ at, to, key }: Reference, keys: Keys): EntryFinding[] {
  const known = keys[to];
  if (known === null || known.includes(key)) return [];
  const options = to === 'calendars' && at[0] === 'hours' ? [...known, ...hoursWords] : known;
  return [{ at, code: 'unknown_reference', parameters: { value: key, section: to }, options }];
}
