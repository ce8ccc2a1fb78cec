import { z } from 'zod';
import { keySchema } from './text.ts';

/** The roles that a person can hold; each for the whole centre, for one fleet or for one team. */
export const roleNames = ['operator', 'moderator', 'agent'] as const;
export type RoleName = (typeof roleNames)[number];

/** Where a role is held. */
export const scopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('centre') }),
  z.strictObject({ kind: z.literal('fleet'), key: keySchema }),
  z.strictObject({ kind: z.literal('team'), key: keySchema }),
]);
export type Scope = z.infer<typeof scopeSchema>;
export const wholeCentre: Scope = { kind: 'centre' };

export const grantSchema = z.strictObject({ role: z.enum(roleNames), scope: scopeSchema });
export type Grant = z.infer<typeof grantSchema>;

/**
 * The rights table: what each role may do. `centre`: only where the role is held for the whole centre; `part`: in the fleet or team for
 * which it is held, and everywhere when it is held for the centre. What is not listed for a role, it may not do.
 */
export const rightsTable = {
  'centre.edit': { operator: 'centre' },
  'audit.read': { operator: 'centre' },
  'people.read': { operator: 'centre', moderator: 'centre', agent: 'centre' },
  'people.edit': { operator: 'centre' },
  'staff.read': { operator: 'part', moderator: 'part', agent: 'part' },
  'staff.manage': { operator: 'part' },
  'teams.edit': { operator: 'centre' },
  'organisations.read': { operator: 'centre', agent: 'centre' },
  'organisations.edit': { operator: 'centre' },
  'certificates.check': { operator: 'centre' },
  'entitlements.read': { operator: 'centre', agent: 'centre' },
  'entitlements.edit': { operator: 'centre' },
  'privacy.handle': { operator: 'centre' },
  'sign_in.manage': { operator: 'centre' },
  'keys.own': { operator: 'part', moderator: 'part', agent: 'part' },
  'keys.manage': { operator: 'centre' },
  'webhooks.manage': { operator: 'centre' },
  'notices.own': { operator: 'part', moderator: 'part', agent: 'part' },
  'notices.manage': { operator: 'centre' },
  'duty.manage': { operator: 'part' },
  'fleets.read': { operator: 'part', moderator: 'part' },
  'groups.run': { operator: 'part', moderator: 'part' },
  'groups.end': { operator: 'part' },
  'members.manage': { operator: 'part', moderator: 'part' },
  'members.import': { operator: 'part' },
  'applications.decide': { operator: 'part', moderator: 'part' },
  'invitations.manage': { operator: 'part', moderator: 'part' },
  'strikes.manage': { operator: 'part', moderator: 'part' },
  'admission.manage': { operator: 'centre' },
  'upkeep.read': { operator: 'centre' },
  'upkeep.act': { operator: 'centre' },
} as const satisfies Record<string, Partial<Record<RoleName, 'centre' | 'part'>>>;

export type Permission = keyof typeof rightsTable;
export const permissions = Object.keys(rightsTable) as [Permission, ...Permission[]];
export const permissionSchema = z.enum(permissions);

/** How far a role reaches with a permission; undefined when it does not have it. */
export function reachOf(permission: Permission, role: RoleName): 'centre' | 'part' | undefined {
  const row: Partial<Record<RoleName, 'centre' | 'part'>> = rightsTable[permission];
  return row[role];
}

export function sameScope(left: Scope, right: Scope): boolean {
  return left.kind === right.kind && (left.kind === 'centre' || (right.kind !== 'centre' && left.key === right.key));
}

/** The grants among `grants` that give `permission` in `scope`: the answer to "may they, and why". */
export function grantsThatAllow(grants: readonly Grant[], permission: Permission, scope: Scope): Grant[] {
  return grants.filter((grant) => {
    const reach = reachOf(permission, grant.role);
    if (reach === undefined) return false;
    return grant.scope.kind === 'centre' || (reach === 'part' && sameScope(grant.scope, scope));
  });
}

/** Where `permission` holds: everywhere, or in these fleets and teams only (perhaps none). */
export function reachableScopes(grants: readonly Grant[], permission: Permission): 'everywhere' | Scope[] {
  const giving = grants.filter(({ role, scope }) => {
    const reach = reachOf(permission, role);
    return reach !== undefined && (reach === 'part' || scope.kind === 'centre');
  });
  if (giving.some(({ scope }) => scope.kind === 'centre')) return 'everywhere';
  return giving.map(({ scope }) => scope);
}
