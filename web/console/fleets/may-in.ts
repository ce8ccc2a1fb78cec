import { grantsThatAllow, type Permission } from '../../../common/contract/rights.ts';
import type { Actor } from '../../../server/platform/index.ts';

/** Whether a button is worth showing for this fleet: the operation asks again. */
export function mayIn(actor: Actor, permission: Permission, fleet: string): boolean {
  return actor.kind === 'person' && actor.held === undefined && grantsThatAllow(actor.grants, permission, { kind: 'fleet', key: fleet }).length > 0;
}
