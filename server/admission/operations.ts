import type { ProductParts } from '../parts.ts';
import { admissionApplyingOperations } from './operations/applying.ts';
import { admissionDecidingOperations } from './operations/deciding.ts';
import { admissionEntrancesOperations } from './operations/entrances.ts';
import { admissionJoinPageOperations } from './operations/join-page.ts';
import { admissionPolicyOperations } from './operations/policies.ts';
import { admissionTakingBackOperations } from './operations/taking-back.ts';
import { admissionOwedUidsOperations } from './operations/owed-uids.ts';
import { admissionOutsideOperations } from './operations/outside.ts';

/** Everything that can be done about joining. */
export function createAdmissionOperations(parts: ProductParts) {
  return { ...admissionApplyingOperations(parts), ...admissionPolicyOperations(), ...admissionDecidingOperations(parts), ...admissionEntrancesOperations(parts), ...admissionOutsideOperations(parts), ...admissionJoinPageOperations(parts), ...admissionTakingBackOperations, ...admissionOwedUidsOperations(parts) } as const;
}
