import type { ProductParts } from '../parts.ts';
import { alone } from './alone.ts';
import { groupsCodesOperations } from './operations/codes.ts';
import { groupsFleetsOperations } from './operations/fleets.ts';
import { groupsMembersOperations } from './operations/members.ts';
import { groupsNamesOperations } from './operations/names.ts';
import { groupsTakingBackOperations } from './operations/taking-back.ts';
import type { GroupsPorts } from './ports.ts';
import type { CodesPorts } from './ports-codes.ts';

/** Everything that can be done with fleets, groups and seats. */
export function createGroupsOperations(parts: ProductParts, given: Partial<GroupsPorts & CodesPorts> = {}) {
  const ports = { ...alone, ...given };
  return { ...groupsFleetsOperations(parts, ports), ...groupsNamesOperations, ...groupsTakingBackOperations(parts), ...groupsCodesOperations(parts, given), ...groupsMembersOperations(parts, given) } as const;
}
