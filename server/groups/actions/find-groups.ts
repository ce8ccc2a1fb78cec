import { z } from 'zod';
import type { Centre } from '../../../common/contract/centre.ts';
import type { Fleet, GroupEntry } from '../../../common/contract/fleet.ts';
import type { ScanPage } from '../../../common/contract/group-codes.ts';
import { shownFound, type findGroupsSchema, type FoundGroup, type foundGroupsSchema, type JoinLink } from '../../../common/contract/group-pages.ts';
import { groupName, termOf } from '../../../common/group-name.ts';
import { keyOfFleet, resolveJoinName } from '../../../common/join-name.ts';
import { fleetAddress } from '../../../common/join-place.ts';
import { inLanguage, keySchema, languages, type Language, type LocalizedText } from '../../../common/contract/text.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import type { ProductParts } from '../../parts.ts';
import { done, readCursor, refuse, searchText, writeCursor, type Outcome, type Work } from '../../platform/index.ts';
import { decideIntake, takesOrdinary } from '../rules/intake.ts';
import { wayInto } from '../rules/way-in.ts';
import { liveCodes, type Code } from '../store/codes.ts';
import { findFleetRow } from '../store/fleets.ts';
import { findPublicGroups, type FoundPlace, type FoundRow } from '../store/found-groups.ts';
import { groupsOfFleet } from '../store/groups.ts';
import { nameOf } from '../views.ts';
import { shownCode } from './group-codes.ts';
import { landing } from './locked-fleet.ts';

type Parts = Pick<ProductParts, 'reader'>;
/** Rows that are compared at a time, and how often for one page: a part of a name that many groups share is looked through page by page. */
const atOnce = 200;
const mostGoes = 10;

/** Public groups by their whole number or a part of their name. [000] Nothing about private ones follows from the answer (C10). */
export async function findGroups({ reader }: Parts, work: Work, { q, cursor }: z.output<typeof findGroupsSchema>): Promise<Outcome<z.input<typeof foundGroupsSchema>>> {
  const given = placeOf(cursor);
  if (!given.ok) return given;
  const wanted = searchText(q);
  if (wanted === '') return done({ items: [] });
  const { centre } = reader.current();
  const found: FoundRow[] = [];
  let place = given.value;
  for (let go = 0; go < mostGoes; go += 1) {
    const rows = await findPublicGroups(work.db, q, place, atOnce);
    for (const row of rows) {
      if (!isMeant(row, wanted)) place = row.place;
      else if (found.length === shownFound) return done({ items: found.map((one) => foundView(centre, one, work.language)), next: cursorOf(place) });
      else {
        found.push(row);
        place = row.place;
      }
    }
    if (rows.length < atOnce) return done({ items: found.map((one) => foundView(centre, one, work.language)) });
  }
  return done({ items: found.map((one) => foundView(centre, one, work.language)), next: cursorOf(place) });
}

function foundView(centre: Centre | null, { key, position, entry, state, intake, fleet, isOnly }: FoundRow, language: Language): FoundGroup {
  const address = centre === null ? fleet.key : fleetAddress(centre, fleet.key);
  return {
    fleet: fleet.key, key, state, intake: state === 'archived' ? 'closed' : intake, app: fleet.app,
    name: groupName(fleet, entry, position, isOnly, language), fleetName: inLanguage(fleet.name ?? fleet.topicName, language), topicName: inLanguage(fleet.topicName, language),
    ...termPart(termOf(fleet, entry, position)), ...(entry.number === undefined ? {} : { number: entry.number }),
    url: state === 'archived' ? `/g/${address}` : groupAddress(address, key),
  };
}

const placeSchema = z.tuple([z.literal([0, 1]), z.literal([0, 1]), z.int().min(0).max(100_000), keySchema, z.int().min(0).max(1_000_000)]);

function placeOf(cursor: string | undefined): Outcome<FoundPlace | undefined> {
  const read = readCursor(cursor, 5);
  if (!read.ok || read.value === undefined) return read.ok ? done(undefined) : read;
  const place = placeSchema.safeParse(read.value);
  if (!place.success) return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  const [other, archived, length, fleet, position] = place.data;
  return done({ other, archived, length, fleet, position });
}

function cursorOf(place: FoundPlace | undefined): string {
  return place === undefined ? '' : writeCursor([place.other, place.archived, place.length, place.fleet, place.position]);
}

/** The join page of a fleet, with the group that is asked for. */
function groupAddress(address: string, group: string): string {
  return `/g/${address}${address.includes('?') ? '&' : '?'}group=${group}`;
}

function termPart(term: number | undefined): { term?: number } {
  return term === undefined ? {} : { term };
}

/** A number must be given whole: parts of it would let one guess the rest. Names are found by any part, in both languages. */
function isMeant({ entry, fleet, position, isOnly }: FoundRow, wanted: string): boolean {
  if (entry.number === wanted) return true;
  const names = languages.flatMap((language) => [groupName(fleet, entry, position, isOnly, language), groupName(fleet, entry, position, false, language), inLanguage(fleet.topicName, language)]);
  return [...names, entry.handle ?? ''].some((name) => searchText(name).includes(wanted));
}

/** What a link that never expires says of itself, in both languages; a name of the past leads on. [000] */
export async function readJoinLink({ reader }: Parts, work: Work, asked: string): Promise<Outcome<JoinLink>> {
  const { centre } = reader.current();
  const target = centre === null ? undefined : resolveJoinName(centre, asked);
  if (centre === null || target === undefined) return refuse('not_found');
  const fleets = centre.fleets.filter(({ key, topic }) => (target.kind === 'fleet' ? key === target.key : topic === target.key));
  const topic = centre.topics.find(({ key }) => key === (target.kind === 'topic' ? target.key : fleets[0]?.topic));
  const named: LocalizedText = (target.kind === 'fleet' ? fleets[0]?.name : undefined) ?? topic?.name ?? target.key;
  const both = (text: LocalizedText) => ({ 'zh-CN': inLanguage(text, 'zh-CN'), en: inLanguage(text, 'en') });
  const term = await termOffered(work, fleets);
  return done({
    kind: target.kind, name: target.key, url: `${work.publicAddress}/g/${target.key}`, title: both(named), centre: both(centre.settings.name),
    apps: [...new Set(fleets.map(({ app }) => app))], ...wayInto(fleets),
    ...(term === undefined ? {} : { term }),
  });
}

/** The solar term of the group that is offered now, of the first of these fleets that has one. */
async function termOffered({ db }: Work, fleets: readonly Fleet[]): Promise<number | undefined> {
  for (const { key } of fleets) {
    const fleet = await findFleetRow(db, key);
    if (fleet === undefined || fleet.removed) continue;
    const groups = await groupsOfFleet(db, fleet.settings);
    const group = landing({ ...fleet, groups }, { kind: 'ordinary' }).group ?? groups.findLast(({ state }) => state === 'active');
    if (group !== undefined) return termOf(fleet.settings, group.entry, group.position);
  }
  return undefined;
}

/**
 * How everyone gets into the groups of a fleet that live elsewhere: number, link, and the codes that are for everyone and live, of those groups
 * that take people now. The others are named with how they stand and nothing more, so that no link leads to a full group. [000] An earlier name
 * of the fleet leads here too.
 */
export async function readScanPage({ reader }: Parts, work: Work, asked: string): Promise<Outcome<ScanPage>> {
  const { centre } = reader.current();
  const key = centre === null ? asked : keyOfFleet(centre, asked);
  const fleet = await findFleetRow(work.db, key);
  if (fleet === undefined || fleet.removed || !platformFeatures[fleet.settings.platform].ownCodes) return refuse('not_found');
  const { settings } = fleet;
  const all = await groupsOfFleet(work.db, settings);
  const standing = all.filter(({ state, entry }) => state === 'active' && (entry.public ?? settings.public ?? true)).map((group) => ({ ...group, intake: decideIntake(group).intake }));
  const taking = new Set(standing.filter(takesOrdinary));
  const codes = await liveCodes(work.db, [...taking].map(({ id }) => id), work.now);
  return done({
    fleet: key, name: inLanguage(settings.name ?? settings.topicName, work.language), topicName: inLanguage(settings.topicName, work.language),
    groups: [...taking, ...standing.filter((group) => !taking.has(group))].map((group) => ({
      key: group.key, name: nameOf(fleet, group, all, work.language), intake: group.intake, ...termPart(termOf(settings, group.entry, group.position)),
      ...(taking.has(group) ? wayIn(work, group.entry, codes.get(group.id)) : {}),
    })),
    steps: (settings.howToJoin ?? []).map((step) => inLanguage(step, work.language)),
  });
}

/** What is told of a group that takes people. */
function wayIn({ secrets }: Pick<Work, 'secrets'>, { number, handle, link }: GroupEntry, code: Code | undefined): Pick<ScanPage['groups'][number], 'number' | 'handle' | 'link' | 'code'> {
  return {
    ...(number === undefined ? {} : { number }), ...(handle === undefined ? {} : { handle }), ...(link === undefined ? {} : { link }),
    ...(code === undefined || code.audience !== 'everyone' ? {} : { code: shownCode(secrets, code) }),
  };
}
