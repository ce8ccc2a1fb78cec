import { grantsThatAllow, reachableScopes, wholeCentre, type Grant, type Permission, type RoleName, type Scope } from '../../../common/contract/rights.ts';

export type { Grant, Permission, RoleName, Scope };

/** How a person came in: by a session of a browser, or by one of their API keys, which can do no more than its permissions. */
export type Via = { kind: 'session'; id: string; /** When the person last proved who they are. */ authenticatedAt: Date } | { kind: 'key'; id: string; name: string; permissions: readonly Permission[] };

/** Someone signed in. `held`: their roles rest until they have done what the centre asks of its staff. */
export type PersonActor = { kind: 'person'; id: string; name: string; grants: readonly Grant[]; via: Via; held?: 'second_factor'; network: string };

/** Who acts. `network` is the caller's address prefix, used by limits only. */
export type Actor = { kind: 'anonymous'; network: string } | PersonActor | { kind: 'system'; name: string };

/** True when the actor may do `permission` in `scope`. The machine's own command line may do everything. */
export function may(actor: Actor, permission: Permission, scope: Scope = wholeCentre): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind === 'anonymous' || actor.held !== undefined || isOutsideKey(actor, permission)) return false;
  return grantsThatAllow(actor.grants, permission, scope).length > 0;
}

/** Where the actor may do `permission`: everywhere, or in these fleets and teams only; an empty list means nowhere. */
export function scopesWhere(actor: Actor, permission: Permission): 'everywhere' | Scope[] {
  if (actor.kind === 'system') return 'everywhere';
  if (actor.kind === 'anonymous' || actor.held !== undefined || isOutsideKey(actor, permission)) return [];
  return reachableScopes(actor.grants, permission);
}

/** True for someone with a role, wherever it is held. */
export function isStaff(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'person' && actor.grants.length > 0);
}

function isOutsideKey(actor: PersonActor, permission: Permission): boolean {
  return actor.via.kind === 'key' && !actor.via.permissions.includes(permission);
}
