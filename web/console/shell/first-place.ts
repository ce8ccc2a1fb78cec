import { permissions, reachableScopes, type Grant } from '../../../common/contract/rights.ts';
import { placesFor } from './places.ts';

/** Where someone begins: the day's overview for who describes the centre, else the first page that is theirs; their account while their roles rest. */
export function firstPlace({ grants, held }: { grants: readonly Grant[]; held?: string }): string {
  if (held !== undefined) return '/account';
  const allowed = permissions.filter((permission) => reachableScopes(grants, permission).length > 0);
  if (allowed.includes('centre.edit')) return '/console';
  return placesFor(allowed)[0]?.to ?? '/account';
}
