import type { GroupEntry } from '../../../common/contract/fleet.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import { lastPlace } from '../../../common/solar-terms.ts';
import { decideIntake } from '../rules/intake.ts';
import { needsNext, type OpeningReason } from '../rules/opening.ts';
import { nextGroupKey } from '../rules/next-group.ts';
import { hasRoomFor } from '../rules/room-for-groups.ts';
import { occupied, type GroupFacts } from '../rules/group-facts.ts';
import { takePosition } from '../store/fleets.ts';
import { insertGroup, keysOfGroups, setIntake, setState } from '../store/groups.ts';
import { insertHistory } from '../store/history.ts';
import { wordsOfGroup } from '../words.ts';
import { certify } from './certify.ts';
import { describeOpened } from './describe-opened.ts';
import { tellFull } from './full.ts';
import { placed, takesPeople, type LockedFleet, type SeatWork } from './locked-fleet.ts';

/**
 * Draws the conclusions from how the fleet's groups now stand: what each takes, whether the next one is needed, and whether people wait for a
 * seat that has come free. Called under the fleet's lock by everything that changed heads, states or settings. Each transition is written into
 * the group's history and published with its reason. [000]
 */
export async function settle(work: SeatWork, locked: LockedFleet, byPerson?: string): Promise<void> {
  if (locked.removed) return;
  await certify(work, locked);
  for (const group of locked.groups) await settleIntake(work, locked, group, byPerson);
  const opening = needsNext(locked.groups, locked.settings.maximumGroups, platformFeatures[locked.settings.platform].opensGroups);
  if (opening !== undefined) await (opening.prepared === undefined ? openNext(work, locked, opening.reason) : openPrepared(work, locked, opening.prepared, opening.reason));
  const takes = takesPeople(locked);
  if (takes && !locked.tookPeople) await work.publish({ name: 'fleet.seats_free', subject: locked.key, data: placed(locked.key) });
  if (!takes && locked.tookPeople) await tellFull(work, locked);
  locked.tookPeople = takes;
}

async function settleIntake(work: SeatWork, locked: LockedFleet, group: GroupFacts, byPerson: string | undefined): Promise<void> {
  const { intake, reason, frozen } = decideIntake(group);
  if (intake === group.intake && frozen === group.frozen) return;
  const from = group.intake;
  Object.assign(group, { intake, frozen });
  await setIntake(work.db, group.id, intake, frozen);
  if (group.state !== 'active' || intake === from) return;
  await insertHistory(work.db, { groupId: group.id, fleet: locked.key, what: 'intake_changed', reason, facts: { from, to: intake, heads: occupied(group), target: group.lines.target }, byPerson }, work.now);
  await work.publish({ name: 'group.intake_changed', subject: group.id, data: { ...placed(locked.key), from, to: intake, reason } });
}

/** Opens the next group where the platform does it itself; elsewhere it is a task for a moderator. [000] */
async function openNext(work: SeatWork, locked: LockedFleet, reason: OpeningReason): Promise<void> {
  const { settings } = locked;
  const { used, described } = await keysOfGroups(work.db, locked.key);
  if (!hasRoomFor({ living: locked.groups.length + 1, listed: described + 1 })) return;
  const highest = Math.max(0, ...locked.groups.map(({ position }) => position));
  const position = await takePosition(work.db, locked.key, highest + 1);
  const entry: GroupEntry = { key: nextGroupKey(settings, position, used), ...(position <= lastPlace && (settings.naming ?? 'solar_terms') === 'solar_terms' ? { term: position } : {}) };
  const state = platformFeatures[settings.platform].opensGroups ? 'active' : 'preparing';
  const group = await insertGroup(work.db, { fleet: settings, entry, position, state, held: null, words: wordsOfGroup(settings, entry, position) }, work.now);
  locked.groups.push(group);
  locked.nextPosition = position + 1;
  await certify(work, locked);
  await tellOpened(work, locked, group, reason);
}

/** Opens the group that stands ready. */
async function openPrepared(work: SeatWork, locked: LockedFleet, group: GroupFacts, reason: OpeningReason): Promise<void> {
  group.state = 'active';
  await setState(work.db, group.id, 'active', work.now);
  await settleIntake(work, locked, group, undefined);
  await tellOpened(work, locked, group, reason);
}

async function tellOpened(work: SeatWork, locked: LockedFleet, group: GroupFacts, reason: OpeningReason): Promise<void> {
  const what = group.state === 'active' ? 'opened' : 'wanted';
  await insertHistory(work.db, { groupId: group.id, fleet: locked.key, what, reason, facts: { position: group.position } }, work.now);
  await work.publish({ name: `group.${what}`, subject: group.id, data: { ...placed(locked.key), reason } });
  await describeOpened(work, locked, group);
}
