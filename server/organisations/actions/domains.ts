import { domainToASCII } from 'node:url';
import type { DomainView } from '../../../common/contract/organisations.ts';
import { domainLimit } from '../../../common/contract/organisations.ts';
import { done, newSecret, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { OrganisationsParts } from '../ports.ts';
import { proofRecord, readDomain } from '../rules/domain.ts';
import { findDomain, insertDomain, listDomains, ownerOfDomain, saveDomain, type Domain } from '../store/domains.ts';
import { lockOrganisation } from '../store/organisations.ts';
import { domainView } from '../views.ts';

export async function addDomain(work: Work, { organisation, domain: typed }: { organisation: string; domain: string }): Promise<Outcome<DomainView>> {
  if ((await lockOrganisation(work.db, organisation)) === undefined) return refuse('not_found');
  const read = readDomain(typed, domainToASCII);
  if (!read.ok) return refuse('invalid_input', { fields: [{ path: 'domain', code: read.code }] });
  if ((await listDomains(work.db, organisation)).length >= domainLimit) return refuse('section_full', { parameters: { maximum: domainLimit } });
  const id = await insertDomain(work.db, { organisation, domain: read.domain, token: newSecret().slice(0, 32) }, work.now);
  const added = id === undefined ? undefined : await findDomain(work.db, id);
  if (added === undefined) return refuse('invalid_input', { fields: [{ path: 'domain', code: 'domain_taken' }] });
  await changed(work, added, null, { domain: added.domain });
  return done(domainView(added));
}

export type DnsAnswer = { domain: string; records: readonly string[] | undefined };

/** Asks the DNS, before the transaction. */
export async function askDns({ txtRecords }: OrganisationsParts, work: Work, id: string): Promise<DnsAnswer | undefined> {
  const found = await findDomain(work.db, id);
  if (found === undefined || found.removed) return undefined;
  return { domain: found.domain, records: await txtRecords(proofRecord(found.domain, found.token).name) };
}

/** Verifies a domain by what its DNS says; `unproven` when the record is not there, `unreachable` when nobody answered. */
export async function checkDomain(work: Work, id: string, answer: DnsAnswer | undefined): Promise<Outcome<DomainView>> {
  const locked = await lockDomain(work, id);
  if (locked === undefined || answer === undefined) return refuse('not_found');
  if (answer.records === undefined) return refuse('invalid_input', { fields: [{ path: 'domain', code: 'domain_unreachable', parameters: { value: locked.domain } }] });
  const record = proofRecord(locked.domain, locked.token);
  if (!answer.records.some((text) => text.trim() === record.value)) return refuse('invalid_input', { fields: [{ path: 'domain', code: 'domain_unproven', parameters: { name: record.name } }] });
  return verify(work, locked, 'dns');
}

/** An operator's word instead of the DNS. */
export async function vouchForDomain(work: Work, id: string): Promise<Outcome<DomainView>> {
  const locked = await lockDomain(work, id);
  return locked === undefined ? refuse('not_found') : verify(work, locked, 'operator');
}

export async function removeDomain(work: Work, id: string, removed: boolean): Promise<Outcome<DomainView>> {
  const locked = await lockDomain(work, id, true);
  if (locked === undefined) return refuse('not_found');
  if (!removed) {
    const [owner, own] = [await ownerOfDomain(work.db, locked.domain), await listDomains(work.db, locked.organisation)];
    if ((locked.verifiedAt !== null && owner !== undefined && owner !== locked.organisation) || own.some((one) => one.domain === locked.domain && one.id !== id)) return refuse('invalid_input', { fields: [{ path: 'domain', code: 'domain_taken' }] });
  }
  await saveDomain(work.db, { ...locked, removed }, work.now);
  await changed(work, locked, removed ? { domain: locked.domain } : null, removed ? null : { domain: locked.domain });
  return viewOf(work, id);
}

async function verify(work: Work, domain: Domain, how: 'dns' | 'operator'): Promise<Outcome<DomainView>> {
  const owner = await ownerOfDomain(work.db, domain.domain);
  if (owner !== undefined && owner !== domain.organisation) return refuse('invalid_input', { fields: [{ path: 'domain', code: 'domain_taken' }] });
  const isNew = domain.verifiedAt === null;
  await saveDomain(work.db, { ...domain, how: isNew ? how : domain.how, verifiedAt: domain.verifiedAt ?? work.now, checkedAt: how === 'dns' ? work.now : domain.checkedAt }, work.now);
  if (isNew) {
    await work.audit({ subjectKind: 'domain', subjectKey: domain.id, before: { domain: domain.domain, verified: false }, after: { domain: domain.domain, verified: true, how } });
    await work.publish({ name: 'organisation.domain_verified', subject: domain.organisation, data: { how } });
  }
  return viewOf(work, domain.id);
}

async function lockDomain(work: Work, id: string, withRemoved = false): Promise<Domain | undefined> {
  const found = await findDomain(work.db, id);
  if (found === undefined || (await lockOrganisation(work.db, found.organisation)) === undefined) return undefined;
  const locked = await findDomain(work.db, id);
  return locked?.removed === true && !withRemoved ? undefined : locked;
}

async function viewOf(work: Work, id: string): Promise<Outcome<DomainView>> {
  const found = await findDomain(work.db, id);
  return found === undefined ? refuse('not_found') : done(domainView(found));
}

async function changed(work: Work, { id, organisation }: Domain, before: object | null, after: object | null): Promise<void> {
  await work.audit({ subjectKind: 'domain', subjectKey: id, before, after });
  await work.publish({ name: 'organisation.changed', subject: organisation });
}
