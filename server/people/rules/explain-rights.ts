import { permissions, reachableScopes, reachOf, type Grant, type Permission, type Scope } from '../../../common/contract/rights.ts';

export type ExplainedRight = { permission: Permission; where: 'everywhere' | Scope[]; because: Grant[] };

/** For every permission: where it holds, and which of the grants give it. */
export function explainRights(grants: readonly Grant[]): ExplainedRight[] {
  return permissions.map((permission) => ({
    permission,
    where: reachableScopes(grants, permission),
    because: grants.filter(({ role, scope }) => {
      const reach = reachOf(permission, role);
      return reach !== undefined && (reach === 'part' || scope.kind === 'centre');
    }),
  }));
}
