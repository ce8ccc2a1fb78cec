import { dayIn } from '../../../common/contract/day.ts';
import type { DomainJoining } from '../../../common/contract/organisations.ts';
import { findPerson, identitiesOf } from '../../people/index.ts';
import type { Database, DeliveryWork } from '../../platform/index.ts';
import { timeZoneOf, type OrganisationsParts } from '../ports.ts';
import { domainsOfAddress } from '../rules/domain.ts';
import { isBetterMembership } from '../rules/membership.ts';
import { organisationsOfDomains } from '../store/domains.ts';
import { endedMemberships, findMembersByAccount, findWaiting, insertMember, lapseMember, reviveMember, saveMember } from '../store/members.ts';
import { lockOrganisation } from '../store/organisations.ts';

type Doing = Pick<DeliveryWork, 'now' | 'publish'>;

/**
 * Somebody has proven accounts: memberships that waited for one of them become theirs, and an address of a verified domain makes them a
 * member or suggests them, as each organisation wishes. Only proven accounts count; a second look changes nothing, and whom somebody took out of
 * an organisation, or turned down, is not put back.
 */
export async function joinByProof(parts: Pick<OrganisationsParts, 'reader'>, db: Database, person: string, work: Doing): Promise<void> {
  const found = await findPerson(db, person);
  if (found === undefined || found.disabled || found.mergedInto !== undefined) return;
  const today = dayIn(timeZoneOf(parts), work.now);
  const proven = (await identitiesOf(db, person)).filter(({ provenAt }) => provenAt !== undefined);
  for (const account of proven) {
    for (const waiting of await findWaiting(db, account)) {
      await lockOrganisation(db, waiting.organisation);
      // Somebody who belongs already keeps the better membership; the other has nothing left to wait for.
      const [own] = await findMembersByAccount(db, waiting.organisation, [], [person]);
      if (own !== undefined && !isBetterMembership(waiting, own, today)) {
        await saveMember(db, { ...waiting, removed: true }, work.now);
        continue;
      }
      if (own !== undefined) await lapseMember(db, own.id, work.now);
      await saveMember(db, { ...waiting, person, name: found.name }, work.now);
      await work.publish({ name: 'organisation.member_added', subject: waiting.organisation, data: { member: waiting.id, person } });
    }
  }
  const domains = proven.filter(({ kind }) => kind === 'email').flatMap(({ canonical }) => domainsOfAddress(canonical));
  for (const { organisation, joining } of await organisationsOfDomains(db, [...new Set(domains)])) await joinByDomain(db, { id: person, name: found.name }, { organisation, joining }, today, work);
}

async function joinByDomain(db: Database, person: { id: string; name: string }, { organisation, joining }: { organisation: string; joining: DomainJoining }, today: string, work: Doing): Promise<void> {
  await lockOrganisation(db, organisation);
  if ((await findMembersByAccount(db, organisation, [], [person.id])).length > 0) return;
  const { takenAway, lapsed } = await endedMemberships(db, organisation, person.id);
  if (takenAway || (lapsed === undefined && joining === 'off')) return;
  const suggested = lapsed?.suggested ?? joining === 'suggest';
  if (lapsed !== undefined) await reviveMember(db, lapsed.id);
  const id = lapsed?.id ?? (await insertMember(db, { organisation, department: null, person: person.id, account: null, name: person.name, title: '', from: today, until: null, source: 'domain', suggested }, work.now));
  if (id !== undefined) await work.publish({ name: suggested ? 'organisation.member_suggested' : 'organisation.member_added', subject: organisation, data: { member: id, person: person.id } });
}
