import type { Fleet, GroupEntry } from '../../../common/contract/fleet.ts';
import type { LocalizedText } from '../../../common/contract/text.ts';
import type { CentreKeeper, FleetDoor } from '../../centre/index.ts';
import type { GroupsPorts } from '../ports.ts';
import type { GroupFacts } from '../rules/group-facts.ts';
import { linesOf, sizeOf } from '../rules/lines.ts';
import { survivesUnlisted } from '../rules/survives.ts';
import type { DescribedFleet, GroupState } from '../schema.ts';
import { findFleetRow, lockAllFleets, markRemoved, putFleet, takePosition } from '../store/fleets.ts';
import { beginAnew, describeGroup, groupsOfFleet, insertGroup, setState } from '../store/groups.ts';
import { insertHistory } from '../store/history.ts';
import { endSeatsOf } from '../store/members.ts';
import { wordsOfGroup } from '../words.ts';
import { describeOpened } from './describe-opened.ts';
import { endHeldBeside } from './end-held-beside.ts';
import { keepGroups } from './keep-groups.ts';
import { placed, takesPeople, type LockedFleet, type SeatWork } from './locked-fleet.ts';
import { settle } from './settle.ts';

const nobodyWaits: GroupsPorts['waiting'] = async () => new Map();

/** Keeps the fleets in step with what the centre describes, in the very transaction in which it changes. `waiting`: who tells how many would lose their place with a fleet. */
export const createFleetDoor = (waiting = nobodyWaits): FleetDoor => ({
  lock: async ({ db }) => void (await lockAllFleets(db)),
  keep: keepGroups(waiting),
  async describe(work, keeper, centre, revision) {
    const known = new Map((await lockAllFleets(work.db)).map((row) => [row.key, row]));
    const described = new Set(centre.fleets.map(({ key }) => key));
    await markRemoved(work.db, [...known.keys()].filter((key) => !described.has(key)), work.now);
    for (const fleet of centre.fleets) {
      const topicName = centre.topics.find(({ key }) => key === fleet.topic)?.name ?? fleet.topic;
      const settings = settingsOf(fleet, topicName);
      const before = known.get(fleet.key);
      const isSame = before !== undefined && !before.removed && JSON.stringify(sorted(before.settings)) === JSON.stringify(sorted(settings));
      if (!isSame) await putFleet(work.db, settings, work.now);
      await describeGroups(work, { keeper, revision }, { settings, before: before?.removed === true ? undefined : before?.settings, changed: !isSame }, fleet.groups ?? []);
    }
  },
});

/** What is kept of a fleet beside its groups. */
export function settingsOf({ groups: _groups, ...fleet }: Fleet, topicName: LocalizedText): DescribedFleet {
  return { ...fleet, topicName };
}

type Change = { settings: DescribedFleet; /** What it was set to; undefined for a fleet that was not described. */ before: DescribedFleet | undefined; changed: boolean };

async function describeGroups(work: SeatWork, { keeper, revision }: { keeper: CentreKeeper | undefined; revision: number }, { settings, before, changed: fleetChanged }: Change, entries: readonly GroupEntry[]): Promise<void> {
  const all = await groupsOfFleet(work.db, settings, 'all');
  const locked: LockedFleet = { key: settings.key, settings, nextPosition: 1, removed: false, groups: all.filter(isLiving), tookPeople: false, keeper, revision };
  // By the lines as they were: a wider target frees seats for who waits.
  locked.tookPeople = before !== undefined && takesPeople({ settings: before, removed: false, groups: locked.groups.map((group) => ({ ...group, lines: linesOf(before, sizeOf(before, group.entry), group.certified) })) });
  let changed = fleetChanged;
  for (const entry of entries) changed = (await describeOne(work, locked, all, entry, fleetChanged)) || changed;
  for (const gone of all.filter(({ key, state }) => state !== 'dissolved' && !entries.some((entry) => entry.key === key))) {
    changed = true;
    // Whoever changes the centre has asked for what is kept (`keep`); whatever way a description came, no seat ends because of what it lacks.
    if (survivesUnlisted(gone, { byItself: false })) await describeOpened(work, locked, gone);
    else await dissolve(work, locked, gone, 'described_no_more');
  }
  if (!changed) return;
  locked.nextPosition = (await findFleetRow(work.db, settings.key))?.nextPosition ?? 1;
  await settle(work, locked);
}

const isLiving = ({ state }: GroupFacts) => state === 'active' || state === 'preparing';

/** Makes one group what it is described as; true when that changed something. */
async function describeOne(work: SeatWork, locked: LockedFleet, all: readonly GroupFacts[], entry: GroupEntry, fleetChanged: boolean): Promise<boolean> {
  const { settings } = locked;
  const known = all.find(({ key }) => key === entry.key);
  const held = entry.intake === undefined || entry.intake === 'open' ? null : entry.intake;
  const state: GroupState = entry.state ?? 'active';
  if (known === undefined) {
    const position = await takePosition(work.db, settings.key, entry.term ?? 1);
    const group = await insertGroup(work.db, { fleet: settings, entry, position, state, held, words: wordsOfGroup(settings, entry, position) }, work.now);
    if (isLiving(group)) locked.groups.push(group);
    await insertHistory(work.db, { groupId: group.id, fleet: settings.key, what: 'described', reason: 'entered', facts: { position, state } }, work.now);
    return true;
  }
  const same = JSON.stringify(sorted(known.entry)) === JSON.stringify(sorted(entry)) && known.held === held && known.state === state;
  // The lines follow the settings of the fleet, which may have changed without the group.
  known.lines = linesOf(settings, sizeOf(settings, entry), known.certified);
  // What the fleet is called is part of the words by which its groups are found.
  if (same && !fleetChanged) return false;
  await describeGroup(work.db, known.id, entry, wordsOfGroup(settings, entry, known.position), held);
  Object.assign(known, { entry, held });
  if (known.state !== state) await (state === 'dissolved' ? dissolve(work, locked, known, 'described') : changeState(work, locked, known, state, 'described'));
  return !same;
}

/** A group is no more: every seat in it ends, and everyone who had one is told. Answers how many. Under the fleet's lock; the caller settles. */
export async function dissolve(work: SeatWork, locked: LockedFleet, group: GroupFacts, reason: string, byPerson?: string): Promise<number> {
  const ended = await endSeatsOf(work.db, group.id, 'dissolved', work.now);
  Object.assign(group, { members: 0, reserved: 0, ordinary: 0, others: 0 });
  await changeState(work, locked, group, 'dissolved', reason, byPerson);
  for (const { id: seat, personId, applicationId, wasMember } of ended) {
    await work.publish({ name: 'seat.ended', subject: seat, data: { ...placed(locked.key), group: group.id, person: personId, because: 'dissolved', application: applicationId, wasMember } });
  }
  return ended.length;
}

/** Moves a group through its life, with its history and its event. */
export async function changeState(work: SeatWork, locked: LockedFleet, group: GroupFacts, state: GroupState, reason: string, byPerson?: string): Promise<void> {
  const from = group.state;
  await setState(work.db, group.id, state, work.now);
  if (from === 'archived' && state === 'active') await beginAnew(work.db, group.id, work.now);
  group.state = state;
  const living = locked.groups.some(({ id }) => id === group.id);
  if (isLiving(group) && !living) locked.groups.push(group);
  if (!isLiving(group) && living) locked.groups.splice(locked.groups.findIndex(({ id }) => id === group.id), 1);
  if (from === 'archived' && isLiving(group)) await endHeldBeside(work, locked, group);
  const what = state === 'active' ? (from === 'archived' ? 'restored' : 'opened') : state === 'preparing' ? 'wanted' : state;
  await insertHistory(work.db, { groupId: group.id, fleet: locked.key, what, reason, facts: { from }, byPerson }, work.now);
  await work.publish({ name: `group.${what}`, subject: group.id, data: { ...placed(locked.key), reason } });
}

/** Keys in one order, so that two descriptions can be compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}
