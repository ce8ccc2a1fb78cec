/** The front door of services: what persons and organisations may use. */
import type { ProductParts } from '../parts.ts';
import { findOwner, identitiesOf } from '../people/index.ts';
import type { Subscriber } from '../platform/index.ts';
import { importOperations } from '../platform/sheets/index.ts';
import { entitlementImporter } from './import/entitlement-importer.ts';
import { serviceJobs } from './jobs.ts';
import * as entitlementsMigration from './migrations/0032-entitlements.ts';
import * as expiryToldMigration from './migrations/0124-expiry-told.ts';
import * as formerHoldersMigration from './migrations/0149-former-holders.ts';
import { entitlementOperations } from './operations.ts';
import type { ServicesParts } from './ports.ts';
import { findEntitlement, giveToOwner, takeFromFormerOwner } from './store/entitlements.ts';
import { eventFacts } from './actions/entitlements.ts';

export { createEntitlementsOf, type EntitlementsOf, type HeldEntitlement } from './entitlements-of.ts';
export { servicesEvents } from './events.ts';
export { entitlementImporter } from './import/entitlement-importer.ts';
export { servicesPersonalData } from './personal-data.ts';
export { ownViews } from './views.ts';
export { takeUses, returnUses } from './store/entitlements.ts';

export const servicesMigrations = { '0032-entitlements': entitlementsMigration, '0124-expiry-told': expiryToldMigration, '0149-former-holders': formerHoldersMigration } as const;

export function createServicesOperations(parts: ServicesParts) {
  return { ...entitlementOperations(parts), ...importOperations('Entitlement', entitlementImporter(parts)) } as const;
}

export function createServicesJobs(parts: ProductParts) {
  return serviceJobs(parts);
}

/** Entitlements that waited for an account become theirs who proves it; those that name an account which is proven theirs no more wait again, or are its owner's now. */
export const entitlementHolderEvents: readonly string[] = ['people.identity_proven', 'people.identity_withdrawn', 'people.person_split', 'people.merge_undone'];
export const entitlementHolderSubscriber: Subscriber = {
  name: 'entitlement-holders',
  events: entitlementHolderEvents,
  async handle({ name, subject, data }, transaction, work) {
    const tell = async (id: string) => {
      const given = await findEntitlement(transaction, id);
      if (given !== undefined) await work.publish({ name: 'entitlement.changed', subject: id, data: eventFacts(given) });
    };
    const provenOf = async (person: string) => (await identitiesOf(transaction, person)).filter(({ provenAt }) => provenAt !== undefined);
    if (name === 'people.identity_proven') {
      for (const account of await provenOf(subject)) for (const id of await giveToOwner(transaction, account, subject)) await tell(id);
      return;
    }
    // Two entries that are two again may each have what came by an account of the other while they were one.
    const parted = typeof data['gone'] === 'string' ? [subject, data['gone']] : [subject];
    for (const person of parted) {
      for (const { id, account } of await takeFromFormerOwner(transaction, person, await provenOf(person))) {
        const owner = await findOwner(transaction, account);
        if (owner !== undefined) await giveToOwner(transaction, account, owner.personId);
        await tell(id);
      }
    }
  },
};
