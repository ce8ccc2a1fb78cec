import { grantsThatAllow, reachableScopes, wholeCentre, type Permission } from '../../../common/contract/rights.ts';
import type { Actor } from '../../../server/platform/index.ts';

/** Whether a button is worth showing: the operation asks again. */
export function mayDo(actor: Actor, permission: Permission): boolean {
  return actor.kind === 'person' && actor.held === undefined && grantsThatAllow(actor.grants, permission, wholeCentre).length > 0;
}

/** The same for what may hold in a fleet or a team only. */
export function mayDoSomewhere(actor: Actor, permission: Permission): boolean {
  return actor.kind === 'person' && actor.held === undefined && reachableScopes(actor.grants, permission).length > 0;
}
