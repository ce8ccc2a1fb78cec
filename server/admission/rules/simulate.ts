import type { Decision } from '../../../common/contract/admission.ts';
import type { Admission, Check } from '../../../common/contract/admission-policy.ts';
import { decide, type Decided } from './decide.ts';
import type { Facts } from './facts.ts';

/** A decision as it was made: with what it was made from. */
export type Made = { decision: Decision; counted: boolean; policy: Admission; facts: Facts };

/**
 * What a changed policy would have decided about an application of the past. A check for which nothing was asked then cannot be tried: the
 * applicant was not asked for a UID, and no product was. Those are left out and named.
 */
export function decideAgain(changed: Admission, made: Made): { decided: Decided; untried: Check['kind'][] } {
  const { checks, ...rest } = changed;
  const tried = (checks ?? []).filter((check) => wasAsked(check, made.policy));
  const untried = (checks ?? []).filter((check) => !wasAsked(check, made.policy)).map(({ kind }) => kind);
  return { decided: decide({ ...rest, checks: tried }, made.facts), untried };
}

/** Whether the facts of a decision tell what this check would find. */
function wasAsked(check: Check, before: Admission): boolean {
  const known = before.checks?.find(({ kind }) => kind === check.kind);
  if (check.kind === 'sibling') return known?.kind === 'sibling' && check.fleets.every((fleet) => known.fleets.includes(fleet));
  if (known === undefined) return false;
  if (check.kind === 'uid') return known.kind === 'uid' && known.product === check.product;
  if (check.kind === 'organisation') return known.kind === 'organisation' && check.organisations.every((name) => known.organisations.includes(name));
  if (check.kind === 'contributor') return known.kind === 'contributor' && check.repositories.every((repository) => known.repositories.includes(repository));
  return true;
}

/** In what a decision that is made again differs from the one that is kept. */
export function differences(kept: { decision: Decision; counted: boolean; findings: readonly unknown[] }, again: Decided): ('decision' | 'counted' | 'findings')[] {
  return [
    ...(kept.decision === again.decision ? [] : ['decision' as const]),
    ...(kept.counted === again.counted ? [] : ['counted' as const]),
    ...(canonical(kept.findings) === canonical(again.findings) ? [] : ['findings' as const]),
  ];
}

/** The database keeps the keys of JSON in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1))) : inner));
}
