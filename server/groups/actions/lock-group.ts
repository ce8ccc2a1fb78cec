import type { GroupEntry } from '../../../common/contract/fleet.ts';
import { rewriteFleet, type CentreKeeper } from '../../centre/index.ts';
import type { Database } from '../../platform/index.ts';
import { linesOf, sizeOf } from '../rules/lines.ts';
import { describeGroup, fleetOfGroup, groupsOfFleet, type GroupRow } from '../store/groups.ts';
import { wordsOfGroup } from '../words.ts';
import { withGroup } from './describe-opened.ts';
import { lockFleet, type LockedFleet, type SeatWork } from './locked-fleet.ts';

/** A group under the lock of its fleet, in whatever state, with all its siblings. */
export type LockedGroup = { locked: LockedFleet; group: GroupRow; all: GroupRow[] };

/** Takes the lock of the fleet to which the group belongs now; undefined for a group that never was, or whose fleet is described no more. */
export async function lockGroup(db: Database, id: string, keeper: CentreKeeper): Promise<LockedGroup | undefined> {
  const key = await fleetOfGroup(db, id);
  const locked = key === undefined ? undefined : await lockFleet(db, key, keeper);
  if (locked === undefined || locked.removed) return undefined;
  const all = await groupsOfFleet(db, locked.settings, 'all');
  // The very objects that the decisions of this transaction look at.
  const group = all.find((one) => one.id === id);
  if (group === undefined) return undefined;
  locked.groups = all.filter(({ state }) => state === 'active' || state === 'preparing');
  return { locked, group, all };
}

/** Describes a group anew, in its row and in the entry of its fleet; null takes it out of the entry. */
export async function writeEntry(work: SeatWork, { locked, group }: LockedGroup, entry: GroupEntry | null): Promise<void> {
  if (entry !== null) {
    group.entry = entry;
    group.lines = linesOf(locked.settings, sizeOf(locked.settings, entry), group.certified);
    group.held = entry.intake === undefined || entry.intake === 'open' ? null : entry.intake;
    await describeGroup(work.db, group.id, entry, wordsOfGroup(locked.settings, entry, group.position), group.held);
    group.revision += 1;
  }
  await rewriteFleet(work, locked.keeper, locked.key, (fleet) => ({ ...fleet, groups: entry === null ? (fleet.groups ?? []).filter(({ key }) => key !== group.key) : withGroup(fleet.groups ?? [], entry) }), locked.revision);
}
