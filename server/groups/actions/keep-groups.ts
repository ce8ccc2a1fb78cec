import type { FleetEffect, GroupEffect } from '../../../common/contract/centre-operations.ts';
import type { Fleet, GroupEntry } from '../../../common/contract/fleet.ts';
import { inLanguage, type Language } from '../../../common/contract/text.ts';
import type { FleetDoor, KeptFleets } from '../../centre/index.ts';
import type { Database } from '../../platform/index.ts';
import type { GroupsPorts } from '../ports.ts';
import type { GroupFacts } from '../rules/group-facts.ts';
import { hasRoomFor } from '../rules/room-for-groups.ts';
import { survivesUnlisted } from '../rules/survives.ts';
import { fleetRows, type FleetRow } from '../store/fleets.ts';
import { groupsOfFleets, type GroupRow } from '../store/groups.ts';
import { enteredGroups } from '../store/history.ts';
import { nameOf } from '../views.ts';

/**
 * The fleets as they will be described: a group that lives is not lost because a description, which may be older than the group, does not list it
 * (docs/adr/0009). Tells what becomes of every group that is not just what is listed. Under the locks of the fleets; nothing is written.
 */
export function keepGroups(waiting: GroupsPorts['waiting']): FleetDoor['keep'] {
  return async ({ db, language }, { before, after, filler }) => {
    const described = new Set(after.map(({ key }) => key));
    const gone = before.filter(({ key }) => !described.has(key));
    const rows = await fleetRows(db, [...after, ...gone].map(({ key }) => key));
    const groups = await groupsOfFleets(db, rows.map(({ settings }) => settings));
    const entered = await enteredGroups(db, unlisted(after, groups));
    const kept: KeptFleets = { fleets: [], effects: [], overfull: [] };
    for (const fleet of after) {
      const row = rows.find(({ key }) => key === fleet.key);
      const there = groups.get(fleet.key) ?? [];
      const whole = row === undefined ? { fleet, effect: undefined } : ofOne(fleet, { row, there, entered, filler, before: before.find(({ key }) => key === fleet.key), language });
      kept.fleets.push(whole.fleet);
      if (whole.effect !== undefined) kept.effects.push(whole.effect);
      const { groups: listed = [] } = whole.fleet;
      if (!hasRoomFor({ living: listed.filter(livesAs).length, listed: listed.length })) kept.overfull.push({ fleet: fleet.key, kept: listed.length - (fleet.groups?.length ?? 0) });
    }
    const removed = await ofRemoved(db, rows.filter((row) => !described.has(row.key) && !row.removed), groups, waiting, language);
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

type Looked = { row: FleetRow; there: readonly GroupRow[]; entered: ReadonlySet<string>; filler: boolean; before: Fleet | undefined; language: Language };

function ofOne(fleet: Fleet, { row, there, entered, filler, before, language }: Looked): { fleet: Fleet; effect: FleetEffect | undefined } {
  const entries = new Map((fleet.groups ?? []).map((entry) => [entry.key, entry]));
  const survivors = there.filter((group) => !entries.has(group.key) && survivesUnlisted(group, { byItself: before !== undefined && !filler && !entered.has(group.id) }));
  const ending = there.filter((group) => !survivors.includes(group) && (entries.get(group.key)?.state === 'dissolved' || !entries.has(group.key)));
  const told = (group: GroupRow): GroupEffect => ({ key: group.key, name: nameOf(row, group, there, language), seats: group.members + group.reserved });
  const ends = ending.map(told).filter(({ seats }) => !filler || seats > 0);
  const effect = survivors.length + ends.length === 0 ? undefined : { fleet: fleet.key, name: nameOfFleet(row, language), kept: survivors.map(told), ends };
  if (survivors.length === 0) return { fleet, effect };
  const kept = survivors.map((group) => before?.groups?.find(({ key, state }) => key === group.key && state !== 'dissolved') ?? entryOf(group));
  return { fleet: { ...fleet, groups: [...entries.values(), ...kept] }, effect };
}

/** Whoever is in a fleet that is described no more stays until it is brought back; whoever waits for it does not. */
async function ofRemoved(db: Database, rows: readonly FleetRow[], groups: ReadonlyMap<string, readonly GroupRow[]>, waiting: GroupsPorts['waiting'], language: Language): Promise<(FleetEffect & Required<Pick<FleetEffect, 'removed'>>)[]> {
  const waitings = await waiting(db, rows.map(({ key }) => key));
  return rows.map((row) => {
    const there = groups.get(row.key) ?? [];
    return { fleet: row.key, name: nameOfFleet(row, language), kept: [], ends: [], removed: { groups: there.length, seats: there.reduce((sum, { members, reserved }) => sum + members + reserved, 0), applications: waitings.get(row.key)?.ending ?? 0 } };
  });
}

function nameOfFleet({ settings }: FleetRow, language: Language): string {
  return inLanguage(settings.name ?? settings.topicName, language);
}
