import { mostGroups, mostListedGroups } from '../../../common/contract/fleet.ts';

/** What counts of a fleet's groups: how many are open or being prepared, and how many are listed, archived ones too. */
export type GroupCount = { living: number; listed: number };

/** Whether a fleet may have so many groups. */
export function hasRoomFor({ living, listed }: GroupCount): boolean {
  return living <= mostGroups && listed <= mostListedGroups;
}
