import type { EntitlementKind } from '../../../common/contract/support.ts';
import type { AskedCase } from './finding.ts';

/** What somebody signed in may use, as the adviser needs it: the best of each product, the best of all first. */
export type OwnPlan = { product: string; plan: string; kind: Exclude<EntitlementKind, 'unknown'> };

/**
 * The plan of somebody who names none, from what they are entitled to: of the product that they ask about, or of the only one they have.
 * Who has several products is asked as the best of their plans until they name one. Undefined: they have nothing that answers. [ours]
 */
export function ownPlan(own: readonly OwnPlan[], product: string | undefined): Pick<AskedCase, 'product' | 'plan' | 'entitlement'> | undefined {
  const fitting = product === undefined ? own : own.filter((one) => one.product === product);
  const [best, ...others] = fitting;
  if (best === undefined) return undefined;
  return others.length === 0 ? { product: best.product, plan: best.plan, entitlement: best.kind } : { entitlement: best.kind };
}
