import { findOwner, identitiesOf } from '../../people/index.ts';
import type { Database, DeliveryWork } from '../../platform/index.ts';
import type { OrganisationsParts } from '../ports.ts';
import { findMember, lapseMember, letWait, membershipsByProof } from '../store/members.ts';
import { lockOrganisation } from '../store/organisations.ts';
import { joinByProof } from './join-by-proof.ts';
import { nameOfAccount } from './members.ts';
import { standsOn } from './stands-on.ts';

/**
 * A proof is gone, or accounts turned out to be somebody else's: memberships that stood on it alone are not this person's any more. One that names
 * the account waits for whoever proves it, or is theirs who has; one by an address of a domain ends, and comes back with the address.
 */
export async function leaveByProof(parts: Pick<OrganisationsParts, 'reader'>, db: Database, person: string, work: Pick<DeliveryWork, 'now' | 'publish'>): Promise<void> {
  const proven = (await identitiesOf(db, person)).filter(({ provenAt }) => provenAt !== undefined);
  const owners = new Set<string>();
  for (const { id, organisation } of await membershipsByProof(db, person)) {
    await lockOrganisation(db, organisation);
    const member = await findMember(db, id);
    if (member === undefined || member.removed || member.person !== person) continue;
    if (await standsOn(db, member, proven)) continue;
    const { account } = member;
    if (account === null) await lapseMember(db, id, work.now);
    else await letWait(db, member, nameOfAccount(account), work.now);
    await work.publish({ name: 'organisation.member_removed', subject: organisation, data: { member: id, person } });
    const owner = account === null ? undefined : await findOwner(db, account);
    if (owner !== undefined) owners.add(owner.personId);
  }
  for (const owner of owners) await joinByProof(parts, db, owner, work);
}
