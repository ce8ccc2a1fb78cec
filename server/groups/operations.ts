import type { ProductParts } from '../parts.ts';
import { groupsCodesOperations } from './operations/codes.ts';
import { groupsFleetsOperations } from './operations/fleets.ts';
import { groupsMembersOperations } from './operations/members.ts';

/** Everything that can be done with fleets, groups and seats. */
export function createGroupsOperations(parts: ProductParts) {
  return { ...groupsFleetsOperations(parts), ...groupsCodesOperations(parts), ...groupsMembersOperations(parts) } as const;
}
