import { grantsThatAllow, wholeCentre, type Permission } from '../../common/contract/rights.ts';
import type { PageContext } from '../page-context.ts';

/** Makes a page what is not there for whoever lacks the right for the whole centre; whose roles only rest is led to what is missing. */
export function hideWithout(permission: Permission, { actor, explain }: Pick<PageContext, 'actor' | 'explain'>): void {
  if (actor.kind === 'system') return;
  if (actor.kind !== 'person' || grantsThatAllow(actor.grants, permission, wholeCentre).length === 0) throw new Response(null, { status: 404 });
  if (actor.held !== undefined) explain({ code: 'second_factor_required' });
}
