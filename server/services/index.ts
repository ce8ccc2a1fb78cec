/** The front door of services: what persons and organisations may use. */
import type { ProductParts } from '../parts.ts';
import { identitiesOf } from '../people/index.ts';
import type { Subscriber } from '../platform/index.ts';
import { importOperations } from '../platform/sheets/index.ts';
import { entitlementImporter } from './import/entitlement-importer.ts';
import { serviceJobs } from './jobs.ts';
import * as entitlementsMigration from './migrations/0032-entitlements.ts';
import * as expiryToldMigration from './migrations/0124-expiry-told.ts';
import { entitlementOperations } from './operations.ts';
import type { ServicesParts } from './ports.ts';
import { findEntitlement, giveToOwner } from './store/entitlements.ts';
import { eventFacts } from './actions/entitlements.ts';

export { createEntitlementsOf, type EntitlementsOf, type HeldEntitlement } from './entitlements-of.ts';
export { servicesEvents } from './events.ts';
export { entitlementImporter } from './import/entitlement-importer.ts';
export { servicesPersonalData } from './personal-data.ts';
export { ownViews } from './views.ts';
export { takeUses, returnUses } from './store/entitlements.ts';

export const servicesMigrations = { '0032-entitlements': entitlementsMigration, '0124-expiry-told': expiryToldMigration } as const;

export function createServicesOperations(parts: ServicesParts) {
  return { ...entitlementOperations(parts), ...importOperations('Entitlement', entitlementImporter(parts)) } as const;
}

export function createServicesJobs(parts: ProductParts) {
  return serviceJobs(parts);
}

/** Entitlements that waited for an account become theirs who proves it. */
export const entitlementHolderEvents: readonly string[] = ['people.identity_proven'];
export const entitlementHolderSubscriber: Subscriber = {
  name: 'entitlement-holders',
  events: entitlementHolderEvents,
  async handle(event, transaction, work) {
    for (const account of await identitiesOf(transaction, event.subject)) {
      if (account.provenAt === undefined) continue;
      for (const id of await giveToOwner(transaction, account, event.subject)) {
        const given = await findEntitlement(transaction, id);
        if (given !== undefined) await work.publish({ name: 'entitlement.changed', subject: id, data: eventFacts(given) });
      }
    }
  },
};
