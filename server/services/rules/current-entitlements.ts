import type { EntitlementState } from '../../../common/contract/entitlements.ts';
import type { planKinds } from '../../../common/contract/centre.ts';

export type PlanKind = (typeof planKinds)[number];

/** An entitlement as the rules see it. `through`: the organisation that has it; left out when it is the person's own. Days are half-open. */
export type HeldFacts = { id: string; product: string; plan: string; from: string; until: string | null; usesLeft: number | null; ended: boolean; through?: string };

/** What an entitlement is on a day of the centre. One that was ended is ended whatever its days say. */
export function entitlementState({ from, until, usesLeft, ended }: Pick<HeldFacts, 'from' | 'until' | 'usesLeft' | 'ended'>, today: string): EntitlementState {
  if (ended) return 'ended';
  if (until !== null && until <= today) return 'expired';
  if (from > today) return 'future';
  return usesLeft === 0 ? 'used_up' : 'current';
}

/** Which kind a plan is in the described centre; undefined when it is not described (any more). */
export type KindOf = (product: string, plan: string) => PlanKind | undefined;

export type Held<Facts extends HeldFacts = HeldFacts> = { facts: Facts; kind: PlanKind; state: 'current' | 'expired' | 'used_up'; best: boolean };

/** How long after its end an entitlement is still spoken of. [ours] */
export const rememberedDays = 60;

/** Paid before sponsor before free: who pays is helped by people. [001][002] */
const order: readonly PlanKind[] = ['paid', 'sponsor', 'free'];

/**
 * What somebody has on a day, the best of each product first, and what they lately had where nothing took its place. What an organisation
 * has holds for all its current members, whatever their department; a department has none of its own. Plans that the centre does not
 * describe answer nothing. `rememberedFrom`: the day since which an ended one is still spoken of.
 */
export function currentEntitlements<Facts extends HeldFacts>(held: readonly Facts[], kindOf: KindOf, today: string, rememberedFrom: string): Held<Facts>[] {
  const known = held.flatMap((facts): Held<Facts>[] => {
    const kind = kindOf(facts.product, facts.plan);
    const state = entitlementState(facts, today);
    if (kind === undefined || (state !== 'current' && state !== 'expired' && state !== 'used_up')) return [];
    return [{ facts, kind, state, best: false }];
  });
  const current = known.filter(({ state }) => state === 'current').toSorted(compareHeld);
  const products = [...new Set(current.map(({ facts }) => facts.product))];
  const shown = current.map((one) => ({ ...one, best: current.find(({ facts }) => facts.product === one.facts.product) === one }));
  const lately = known.filter(({ facts, state }) => state !== 'current' && !products.includes(facts.product) && (state === 'used_up' || (facts.until ?? '') >= rememberedFrom)).toSorted((one, other) => (other.facts.until ?? '').localeCompare(one.facts.until ?? ''));
  return [...shown, ...lately.filter(({ facts }, index) => lately.findIndex((earlier) => earlier.facts.product === facts.product) === index)];
}

/** Better first: the kind, the later end, one's own before an organisation's, the older one. */
function compareHeld(one: Held, other: Held): number {
  const end = ({ facts }: Held) => facts.until ?? '9999-12-31';
  return order.indexOf(one.kind) - order.indexOf(other.kind) || end(other).localeCompare(end(one)) || Number(one.facts.through !== undefined) - Number(other.facts.through !== undefined) || one.facts.id.localeCompare(other.facts.id);
}
