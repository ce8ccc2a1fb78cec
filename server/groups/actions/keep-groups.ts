import type { FleetEffect, GroupEffect, RestingEffect, WakingEffect } from '../../../common/contract/centre-operations.ts';
import type { Fleet, GroupEntry } from '../../../common/contract/fleet.ts';
import { inLanguage, type Language } from '../../../common/contract/text.ts';
import { toldApart } from '../../../common/told-apart.ts';
import type { FleetDoor, KeptFleets } from '../../centre/index.ts';
import type { Database } from '../../platform/index.ts';
import type { GroupsPorts } from '../ports.ts';
import type { GroupFacts } from '../rules/group-facts.ts';
import { hasRoomFor } from '../rules/room-for-groups.ts';
import { stateListed } from '../rules/state-listed.ts';
import { survivesUnlisted } from '../rules/survives.ts';
import { fleetRows, type FleetRow } from '../store/fleets.ts';
import { groupsOfFleets, type GroupRow } from '../store/groups.ts';
import { enteredGroups } from '../store/history.ts';
import { groupsWithSeats } from '../store/take-back.ts';
import { nameOf } from '../views.ts';

/**
 * The fleets as they will be described: a group that lives is not lost because a description, which may be older than the group, does not list it
 * (docs/adr/0009), and one that was archived or dissolved is not reopened because it does not know of
 * that. Tells what becomes of every group that is not just what is listed. Under the locks of the fleets; nothing is written.
 */
export function keepGroups(waiting: GroupsPorts['waiting']): FleetDoor['keep'] {
  return async ({ db, language }, { before, after, filler }) => {
    const described = new Set(after.map(({ key }) => key));
    const gone = before.filter(({ key }) => !described.has(key));
    const rows = await fleetRows(db, [...after, ...gone].map(({ key }) => key));
    const groups = await groupsOfFleets(db, rows.map(({ settings }) => settings), 'all');
    const names = namesOfFleets(rows, language);
    const entered = await enteredGroups(db, unlisted(after, groups));
    const peopled = await preparedAgain(db, after, groups);
    const kept: KeptFleets = { fleets: [], effects: [], overfull: [] };
    for (const fleet of after) {
      const row = rows.find(({ key }) => key === fleet.key);
      const there = groups.get(fleet.key) ?? [];
      const whole = ofOne(fleet, { row, there, entered, peopled, filler, before: before.find(({ key }) => key === fleet.key), names, language });
      kept.fleets.push(whole.fleet);
      if (whole.effect !== undefined) kept.effects.push(whole.effect);
      const { groups: all = [] } = whole.fleet;
      if (!hasRoomFor({ living: all.filter(livesAs).length, listed: all.length })) kept.overfull.push({ fleet: fleet.key, kept: all.length - (fleet.groups?.length ?? 0) });
    }
    const removed = await ofRemoved(db, rows.filter((row) => !described.has(row.key) && !row.removed), groups, waiting, names);
    kept.effects.push(...removed.filter((effect) => !filler || effect.removed.seats + effect.removed.applications > 0));
    return kept;
  };
}

const livesAs = ({ state = 'active' }: GroupEntry) => state === 'active' || state === 'preparing';

/** The entry of a group as it stands in its row. */
export function entryOf({ entry: { state: _state, ...entry }, state }: Pick<GroupFacts, 'entry' | 'state'>): GroupEntry {
  return { ...entry, ...(state === 'active' ? {} : { state }) };
}

function unlisted(after: readonly Fleet[], groups: ReadonlyMap<string, readonly GroupRow[]>): string[] {
  return after.flatMap((fleet) => (groups.get(fleet.key) ?? []).filter(({ key }) => fleet.groups?.some((entry) => entry.key === key) !== true).map(({ id }) => id));
}

/** Of the active groups that are described as being prepared those in which somebody has or had a seat, or heads were counted. */
async function preparedAgain(db: Database, after: readonly Fleet[], groups: ReadonlyMap<string, readonly GroupRow[]>): Promise<Set<string>> {
  const asked = after.flatMap((fleet) => (groups.get(fleet.key) ?? []).filter(({ key, state }) => state === 'active' && fleet.groups?.some((entry) => entry.key === key && entry.state === 'preparing') === true));
  const counted = asked.filter(({ others }) => others > 0).map(({ id }) => id);
  return new Set([...counted, ...(await groupsWithSeats(db, asked.map(({ id }) => id)))]);
}

type Looked = { row: FleetRow | undefined; there: readonly GroupRow[]; entered: ReadonlySet<string>; /** Active groups, described as being prepared, in which somebody has or had a seat. */ peopled: ReadonlySet<string>; filler: boolean; before: Fleet | undefined; names: ReadonlyMap<string, string>; language: Language };

function ofOne(fleet: Fleet, looked: Looked): { fleet: Fleet; effect: FleetEffect | undefined } {
  const { row, there, entered, peopled, filler, before, names, language } = looked;
  const standing = there.filter(isDescribed);
  const entries = new Map(listed(fleet, looked).map((entry) => [entry.key, entry]));
  const isListed = ({ key }: GroupRow) => fleet.groups?.some((entry) => entry.key === key) === true;
  const survivors = standing.filter((group) => !isListed(group) && survivesUnlisted(group, { byItself: before !== undefined && !filler && !entered.has(group.id) }));
  const kept = survivors.map((group) => before?.groups?.find(({ key, state }) => key === group.key && state !== 'dissolved') ?? entryOf(group));
  const groups = [...entries.values(), ...kept];
  const whole: Fleet = fleet.groups === undefined && kept.length === 0 ? fleet : { ...fleet, groups };
  if (row === undefined) return { fleet: whole, effect: undefined };
  const told = (group: GroupRow): GroupEffect => ({ key: group.key, name: nameOf(row, group, there, language), seats: group.members + group.reserved });
  const ending = standing.filter((group) => !survivors.includes(group) && (entries.get(group.key)?.state === 'dissolved' || !isListed(group)));
  const effect = {
    kept: survivors.map(told), ends: ending.map(told).filter(({ seats }) => !filler || seats > 0),
    ...(filler ? { reopens: [], rests: [] } : ofThoseThatStand(fleet, there, peopled, told)),
  };
  const isSilent = Object.values(effect).every((groupsOf) => groupsOf.length === 0);
  return { fleet: whole, effect: isSilent ? undefined : { fleet: fleet.key, name: names.get(fleet.key) ?? fleet.key, ...effect } };
}

const isDescribed = ({ state }: Pick<GroupRow, 'state'>) => state !== 'dissolved';

/**
 * The groups that are listed, each with the state that it will have; one that is dissolved and was listed no more does not come back into the
 * list. That a group is to be reopened is not written down: what is exported today would reopen it in a year.
 */
function listed({ groups = [] }: Fleet, { there, peopled, filler, before }: Looked): GroupEntry[] {
  return groups.flatMap((entry) => {
    const { state: written, ...rest } = entry;
    const group = filler ? undefined : there.find(({ key }) => key === entry.key);
    const state = stateListed(written, group?.state, group !== undefined && peopled.has(group.id));
    const was = before?.groups?.find(({ key }) => key === entry.key);
    if (state === 'dissolved' && written !== 'dissolved' && was === undefined) return [];
    if (state === (written ?? 'active')) return [written === 'active' && was?.state !== 'active' ? rest : entry];
    return [state === 'active' ? rest : { ...rest, state }];
  });
}

/** Groups that are listed and were archived or dissolved before: which of them live again. And which groups stay as they are although no word says so. */
function ofThoseThatStand({ groups = [] }: Fleet, there: readonly GroupRow[], peopled: ReadonlySet<string>, told: (group: GroupRow) => GroupEffect): Pick<FleetEffect, 'reopens' | 'rests'> {
  const reopens: WakingEffect[] = [];
  const rests: RestingEffect[] = [];
  for (const { key, state: written } of groups) {
    const group = there.find((one) => one.key === key);
    if (group === undefined || group.state === 'preparing') continue;
    const state = stateListed(written, group.state, peopled.has(group.id));
    if (state === group.state && state !== (state === 'active' ? (written ?? 'active') : written)) rests.push({ ...told(group), from: group.state });
    else if (state === 'active' && group.state !== 'active') reopens.push({ ...told(group), from: group.state });
  }
  return { reopens, rests };
}

/** Whoever is in a fleet that is described no more stays until it is brought back; whoever waits for it does not. */
async function ofRemoved(db: Database, rows: readonly FleetRow[], groups: ReadonlyMap<string, readonly GroupRow[]>, waiting: GroupsPorts['waiting'], names: ReadonlyMap<string, string>): Promise<(FleetEffect & Required<Pick<FleetEffect, 'removed'>>)[]> {
  const waitings = await waiting(db, rows.map(({ key }) => key));
  return rows.map((row) => {
    const there = (groups.get(row.key) ?? []).filter(isDescribed);
    return { fleet: row.key, name: names.get(row.key) ?? row.key, kept: [], ends: [], reopens: [], rests: [], removed: { groups: there.length, seats: there.reduce((sum, { members, reserved }) => sum + members + reserved, 0), applications: waitings.get(row.key)?.ending ?? 0 } };
  });
}

function namesOfFleets(rows: readonly FleetRow[], language: Language): Map<string, string> {
  return new Map(toldApart(rows.map(({ key, settings }) => ({ key, name: inLanguage(settings.name ?? settings.topicName, language) }))).map(({ key, name }) => [key, name]));
}
