import { grantsThatAllow, permissions, reachOf, type Grant } from '../../../common/contract/rights.ts';

/** What a role lets its holder do where it is held. */
function givenBy({ role, scope }: Grant): (typeof permissions)[number][] {
  return permissions.filter((permission) => {
    const reach = reachOf(permission, role);
    return reach !== undefined && (reach === 'part' || scope.kind === 'centre');
  });
}

/** True when someone with the grants `own` may give `wanted` to another: they manage staff there, and could themselves do all that it allows. */
export function mayGive(own: readonly Grant[], wanted: Grant): boolean {
  return ['staff.manage' as const, ...givenBy(wanted)].every((permission) => grantsThatAllow(own, permission, wanted.scope).length > 0);
}
