import { dayLater } from '../../common/contract/day.ts';
import type { EntitlementView, OwnEntitlement } from '../../common/contract/entitlements.ts';
import type { Language } from '../../common/contract/text.ts';
import { namesOf } from '../people/index.ts';
import { namesOfOrganisations } from '../organisations/index.ts';
import type { Database, Work } from '../platform/index.ts';
import type { HeldEntitlement } from './entitlements-of.ts';
import { kindOfPlan, namesOfPlan, todayOf, type ServicesParts } from './ports.ts';
import { entitlementState } from './rules/current-entitlements.ts';
import type { Entitlement } from './store/entitlements.ts';

/** Entitlements as staff see them, with what their holders are called now. */
export async function entitlementViews(parts: ServicesParts, work: Pick<Work, 'db' | 'now' | 'language'>, rows: readonly Entitlement[]): Promise<EntitlementView[]> {
  const [persons, organisations] = await Promise.all([namesOf(work.db, rows.flatMap(({ person }) => person ?? [])), namesOfOrganisations(work.db as Database, rows.flatMap(({ organisation }) => organisation ?? []))]);
  const [today, kindOf] = [todayOf(parts, work.now), kindOfPlan(parts)];
  return rows.map((row) => {
    const { id, product, plan, from, until, usesGranted, usesLeft, source, reference, note, endedAt, createdAt, revision } = row;
    const planKind = kindOf(product, plan);
    return {
      id, product, plan, from, source, revision,
      ...namesOfPlan(parts, product, plan, work.language),
      ...(planKind === undefined ? {} : { planKind }),
      holder: holderView(row, persons, organisations),
      ...(until === null ? {} : { until, lastDay: dayLater(until, -1) }),
      ...(usesGranted === null || usesLeft === null ? {} : { usesGranted, usesLeft }),
      state: entitlementState({ from, until, usesLeft, ended: endedAt !== null }, today),
      ...(reference === '' ? {} : { reference }),
      ...(note === '' ? {} : { note }),
      ...(endedAt === null ? {} : { endedAt: endedAt.toISOString() }),
      createdAt: createdAt.toISOString(),
    };
  });
}

function holderView({ person, organisation, account }: Entitlement, persons: ReadonlyMap<string, string>, organisations: ReadonlyMap<string, string>): EntitlementView['holder'] {
  if (organisation !== null) return { kind: 'organisation', id: organisation, name: organisations.get(organisation) ?? '' };
  if (person !== null) return { kind: 'person', id: person, name: persons.get(person) ?? '' };
  return { kind: 'account', accountKind: account?.kind ?? 'email', value: account?.typed ?? '' };
}

/** What somebody has themselves, as they are told it. */
export function ownViews(parts: ServicesParts, held: readonly HeldEntitlement[], language: Language): OwnEntitlement[] {
  return held.slice(0, 50).map(({ facts, kind, state, best }) => ({
    product: facts.product,
    plan: facts.plan,
    ...namesOfPlan(parts, facts.product, facts.plan, language),
    kind, state, best,
    ...(facts.through === undefined ? {} : { through: facts.through }),
    from: facts.from,
    ...(facts.until === null ? {} : { lastDay: dayLater(facts.until, -1) }),
    ...(facts.usesLeft === null ? {} : { usesLeft: facts.usesLeft }),
  }));
}
