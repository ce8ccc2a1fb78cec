import type { GroupEntry } from '../../../common/contract/fleet.ts';
import { rewriteFleet } from '../../centre/index.ts';
import type { GroupFacts } from '../rules/group-facts.ts';
import type { LockedFleet, SeatWork } from './locked-fleet.ts';

/** Writes a group that was opened by itself into the description of its fleet, where files, editors and pages find it. */
export async function describeOpened(work: SeatWork, locked: LockedFleet, group: GroupFacts): Promise<void> {
  const entry: GroupEntry = { ...group.entry, ...(group.state === 'active' ? {} : { state: group.state }) };
  await rewriteFleet(work, locked.keeper, locked.key, (fleet) => ({ ...fleet, groups: [...(fleet.groups ?? []), entry] }), locked.revision);
}
