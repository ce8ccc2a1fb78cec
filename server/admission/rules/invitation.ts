import type { GroupInvitationState } from '../../../common/contract/entrances.ts';
import type { Priority } from '../../../common/contract/fleet.ts';
import { grantsThatAllow, type Grant, type Permission } from '../../../common/contract/rights.ts';

type Facts = { usesLeft: number; expiresAt: Date; revokedAt: Date | undefined };

/** How an invitation stands. It holds until the moment at which it expires, and not at that moment. */
export function invitationState({ usesLeft, expiresAt, revokedAt }: Facts, now: Date): GroupInvitationState {
  if (revokedAt !== undefined) return 'revoked';
  if (expiresAt <= now) return 'expired';
  return usesLeft > 0 ? 'open' : 'used_up';
}

/** What somebody must be allowed in the fleet to give away a priority, at every entrance: who is staff is said by who manages staff there. */
export function rightsToGive(priority: Priority | undefined): readonly Permission[] {
  if (priority === undefined) return [];
  return priority === 'staff' ? ['staff.manage'] : ['applications.decide'];
}

/** The same for a link that gives it. */
export function rightsToInvite(priority: Priority | undefined): readonly Permission[] {
  return ['invitations.manage', ...rightsToGive(priority)];
}

/** Whether someone with these roles may give such an invitation: a link gives no more than its issuer may give now (D3). */
export function mayInvite(grants: readonly Grant[], fleet: string, priority: Priority | undefined): boolean {
  return rightsToInvite(priority).every((permission) => grantsThatAllow(grants, permission, { kind: 'fleet', key: fleet }).length > 0);
}

type Account = { kind: string; issuer: string; canonical: string };

/** Whether a personal invitation is for whoever has these accounts: only a proven one counts (D3). */
export function isInvited(invited: Account | undefined, accounts: readonly (Account & { provenAt: Date | undefined })[]): boolean {
  if (invited === undefined) return true;
  return accounts.some(({ kind, issuer, canonical, provenAt }) => provenAt !== undefined && kind === invited.kind && issuer === invited.issuer && canonical === invited.canonical);
}
