import { dayLater } from '../../common/contract/day.ts';
import { currentOrganisationsOf } from '../organisations/index.ts';
import type { Database } from '../platform/index.ts';
import { kindOfPlan, todayOf, type ServicesParts } from './ports.ts';
import { currentEntitlements, rememberedDays, type Held, type HeldFacts } from './rules/current-entitlements.ts';
import { listHeld } from './store/entitlements.ts';

export type HeldEntitlement = Held<HeldFacts>;

/**
 * What a person may use at an instant: their own entitlements and those of the organisations to which they belong then, the best of each
 * product first; at the end what they lately had where nothing took its place.
 */
export type EntitlementsOf = (db: Database, personId: string, now: Date) => Promise<HeldEntitlement[]>;

export function createEntitlementsOf(parts: ServicesParts): EntitlementsOf {
  return async (db, personId, now) => {
    const today = todayOf(parts, now);
    const rememberedFrom = dayLater(today, -rememberedDays);
    const organisations = await currentOrganisationsOf(db, personId, today);
    const names = new Map(organisations.map(({ id, name }) => [id, name]));
    const held = await listHeld(db, personId, [...names.keys()], rememberedFrom);
    const facts = held.map((one): HeldFacts => {
      const through = one.organisation === null ? undefined : names.get(one.organisation);
      return { id: one.id, product: one.product, plan: one.plan, from: one.from, until: one.until, usesLeft: one.usesLeft, ended: one.endedAt !== null, ...(through === undefined ? {} : { through }) };
    });
    return currentEntitlements(facts, kindOfPlan(parts), today, rememberedFrom);
  };
}
