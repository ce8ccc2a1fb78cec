import { dayIn } from '../../../common/contract/day.ts';
import { findPerson, identitiesOf } from '../../people/index.ts';
import type { Database, DeliveryWork } from '../../platform/index.ts';
import { timeZoneOf, type OrganisationsParts } from '../ports.ts';
import { domainsOfAddress } from '../rules/domain.ts';
import { organisationsOfDomains } from '../store/domains.ts';
import { findMembersByAccount, findWaiting, insertMember, saveMember } from '../store/members.ts';
import { lockOrganisation } from '../store/organisations.ts';

/**
 * Somebody has proven accounts: memberships that waited for one of them become theirs, and an address of a verified domain makes them a
 * member or suggests them, as each organisation wishes. Only proven accounts count; a second look changes nothing.
 */
export async function joinByProof(parts: Pick<OrganisationsParts, 'reader'>, db: Database, person: string, work: Pick<DeliveryWork, 'now' | 'publish'>): Promise<void> {
  const found = await findPerson(db, person);
  if (found === undefined || found.disabled || found.mergedInto !== undefined) return;
  const proven = (await identitiesOf(db, person)).filter(({ provenAt }) => provenAt !== undefined);
  for (const account of proven) {
    for (const waiting of await findWaiting(db, account)) {
      await lockOrganisation(db, waiting.organisation);
      // Somebody who belongs already keeps that membership; the one that waited for them has nothing left to wait for.
      const [own] = await findMembersByAccount(db, waiting.organisation, [], [person]);
      await saveMember(db, own === undefined ? { ...waiting, person, name: found.name } : { ...waiting, removed: true }, work.now);
      if (own === undefined) await work.publish({ name: 'organisation.member_added', subject: waiting.organisation, data: { member: waiting.id, person } });
    }
  }
  const addresses = proven.filter(({ kind }) => kind === 'email');
  const domains = addresses.flatMap(({ canonical }) => domainsOfAddress(canonical));
  for (const { organisation, joining } of await organisationsOfDomains(db, [...new Set(domains)])) {
    if (joining === 'off') continue;
    const id = await insertMember(db, { organisation, department: null, person, account: null, name: found.name, title: '', from: dayIn(timeZoneOf(parts), work.now), until: null, source: 'domain', suggested: joining === 'suggest' }, work.now);
    if (id !== undefined) await work.publish({ name: joining === 'add' ? 'organisation.member_added' : 'organisation.member_suggested', subject: organisation, data: { member: id, person } });
  }
}
