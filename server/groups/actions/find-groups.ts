import type { Fleet } from '../../../common/contract/fleet.ts';
import type { ScanPage } from '../../../common/contract/group-codes.ts';
import type { FoundGroup, JoinLink } from '../../../common/contract/group-pages.ts';
import { groupName, termOf } from '../../../common/group-name.ts';
import { resolveJoinName } from '../../../common/join-name.ts';
import { inLanguage, languages, type LocalizedText } from '../../../common/contract/text.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import type { ProductParts } from '../../parts.ts';
import { done, refuse, searchText, type Outcome, type Work } from '../../platform/index.ts';
import { liveCodes } from '../store/codes.ts';
import { findFleetRow } from '../store/fleets.ts';
import { findPublicGroups, type FoundRow } from '../store/found-groups.ts';
import { groupsOfFleet } from '../store/groups.ts';
import { nameOf } from '../views.ts';
import { shownCode } from './group-codes.ts';
import { landing } from './locked-fleet.ts';

type Parts = Pick<ProductParts, 'reader'>;
const mostFound = 20;

/** Public groups by their whole number or a part of their name. [000] Nothing about private ones follows from the answer (C10). */
export async function findGroups(work: Work, q: string): Promise<Outcome<{ items: FoundGroup[] }>> {
  const wanted = searchText(q);
  if (wanted === '') return done({ items: [] });
  const rows = await findPublicGroups(work.db, q, 200);
  const items = rows.filter((row) => isMeant(row, wanted)).slice(0, mostFound).map(({ key, position, entry, intake, fleet, isOnly }): FoundGroup => ({
    fleet: fleet.key, key, intake, app: fleet.app,
    name: groupName(fleet, entry, position, isOnly, work.language), fleetName: inLanguage(fleet.name ?? fleet.topicName, work.language), topicName: inLanguage(fleet.topicName, work.language),
    ...termPart(termOf(fleet, entry, position)), ...(entry.number === undefined ? {} : { number: entry.number }),
    url: `/g/${fleet.key}?group=${key}`,
  }));
  return done({ items });
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
    apps: [...new Set(fleets.map(({ app }) => app))], joinsAtOnce: fleets.length > 0 && fleets.every(({ platform }) => platformFeatures[platform].joinsAtOnce),
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

/** How everyone gets into the groups of a fleet that live elsewhere: number, link, and the codes that are for everyone and live. */
export async function readScanPage(work: Work, key: string): Promise<Outcome<ScanPage>> {
  const fleet = await findFleetRow(work.db, key);
  if (fleet === undefined || fleet.removed || !platformFeatures[fleet.settings.platform].ownCodes) return refuse('not_found');
  const { settings } = fleet;
  const all = await groupsOfFleet(work.db, settings);
  const shown = all.filter(({ state, entry }) => state === 'active' && (entry.public ?? settings.public ?? true));
  const codes = await liveCodes(work.db, shown.map(({ id }) => id), work.now);
  return done({
    fleet: key, name: inLanguage(settings.name ?? settings.topicName, work.language), topicName: inLanguage(settings.topicName, work.language),
    groups: shown.map((group) => {
      const { number, handle, link } = group.entry;
      const code = codes.get(group.id);
      return {
        key: group.key, name: nameOf(fleet, group, all, work.language),
        ...termPart(termOf(settings, group.entry, group.position)), ...(number === undefined ? {} : { number }), ...(handle === undefined ? {} : { handle }), ...(link === undefined ? {} : { link }),
        ...(code === undefined || code.audience !== 'everyone' ? {} : { code: shownCode(work.secrets, code) }),
      };
    }),
    steps: (settings.howToJoin ?? []).map((step) => inLanguage(step, work.language)),
  });
}
