import { mostListedGroups, type GroupEntry } from '../../../common/contract/fleet.ts';
import { rewriteFleet } from '../../centre/index.ts';
import type { GroupFacts } from '../rules/group-facts.ts';
import type { LockedFleet, SeatWork } from './locked-fleet.ts';

/** Writes a group that was opened by itself into the description of its fleet, where files, editors and pages find it. */
export async function describeOpened(work: SeatWork, locked: LockedFleet, group: GroupFacts): Promise<void> {
  const { state: _state, ...kept } = group.entry;
  const entry: GroupEntry = { ...kept, ...(group.state === 'active' ? {} : { state: group.state }) };
  group.entry = entry;
  await rewriteFleet(work, locked.keeper, locked.key, (fleet) => ({ ...fleet, groups: withGroup(fleet.groups ?? [], entry) }), locked.revision);
}

/** The list with this group: in its place when it is there, else at the end; dissolved ones make room when the list is full. */
export function withGroup(entries: readonly GroupEntry[], entry: GroupEntry): GroupEntry[] {
  if (entries.some(({ key }) => key === entry.key)) return entries.map((one) => (one.key === entry.key ? entry : one));
  const kept = entries.length < mostListedGroups ? entries : entries.filter(({ state }) => state !== 'dissolved');
  return [...kept, entry];
}
