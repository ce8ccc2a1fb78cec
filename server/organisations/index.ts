/** The front door of organisations: companies and their departments, who belongs to them, what proves them. */
import type { ProductParts } from '../parts.ts';
import type { Database, DeliveredEvent, DeliveryWork, Subscriber } from '../platform/index.ts';
import { systemTxtRecords } from '../platform/outbound/index.ts';
import { importOperations } from '../platform/sheets/index.ts';
import { joinByProof } from './actions/join-by-proof.ts';
import { leaveByProof } from './actions/leave-by-proof.ts';
import { memberImporter } from './import/member-importer.ts';
import { organisationJobs } from './jobs.ts';
import * as lapsedMemberships from './migrations/0125-lapsed-memberships.ts';
import * as formerMembers from './migrations/0149-former-members.ts';
import * as organisationNames from './migrations/0034-organisation-names.ts';
import * as organisationsMigration from './migrations/0031-organisations.ts';
import { organisationOperations } from './operations.ts';

export { organisationsEvents } from './events.ts';
export { memberImporter } from './import/member-importer.ts';
export { nameOfAccount, readNamed } from './actions/members.ts';
export { organisationsByAccount } from './actions/stands-on.ts';
export { organisationsPersonalData } from './personal-data.ts';
export { currentOrganisationsOf } from './store/current.ts';
export { hasCheckedCertificate } from './store/certificates.ts';
export { findByName as findOrganisationsByName, nameKey, namesOfOrganisations, organisationsLike } from './store/organisations.ts';

export const organisationsMigrations = { '0031-organisations': organisationsMigration, '0034-organisation-names': organisationNames, '0125-lapsed-memberships': lapsedMemberships, '0149-former-members': formerMembers } as const;

export function createOrganisationsOperations(parts: ProductParts) {
  return { ...organisationOperations({ reader: parts.reader, files: parts.files, txtRecords: systemTxtRecords }), ...importOperations('Member', memberImporter(parts)) } as const;
}

export function createOrganisationsJobs(parts: ProductParts) {
  return organisationJobs({ reader: parts.reader, files: parts.files, txtRecords: systemTxtRecords });
}

/** Hears who proved what and who no longer does: lets them into the organisations that waited for it, and out of those that they were in by it alone. */
export function membershipSubscriber(parts: Pick<ProductParts, 'reader'>): Subscriber {
  return { name: 'memberships', events: membershipEvents, handle: (event, transaction, work) => followProofs(parts, event, transaction, work) };
}
async function followProofs(parts: Pick<ProductParts, 'reader'>, { name, subject, data }: DeliveredEvent, transaction: Database, work: DeliveryWork): Promise<void> {
  if (name === 'people.identity_proven') return joinByProof(parts, transaction, subject, work);
  await leaveByProof(parts, transaction, subject, work);
  // Two entries that are two again may each have what came by an account of the other while they were one.
  if (typeof data['gone'] === 'string') await leaveByProof(parts, transaction, data['gone'], work);
  // The accounts that went may be of a company's domain.
  for (const other of [data['created'], data['gone']]) if (typeof other === 'string') await joinByProof(parts, transaction, other, work);
}
export const membershipEvents: readonly string[] = ['people.identity_proven', 'people.identity_withdrawn', 'people.person_split', 'people.merge_undone'];
