import { identitiesOf, type Identity } from '../../people/index.ts';
import type { Database } from '../../platform/index.ts';
import { domainsOfAddress } from '../rules/domain.ts';
import { hadDomain } from '../store/domains.ts';
import { listMembershipsOf, sameAccount, type Member } from '../store/members.ts';

/** Whether a membership still stands on what is proven: on the account that it names, or on an address of a domain of the organisation; one given by hand stands by itself. */
export async function standsOn(db: Database, { account, source, organisation }: Member, proven: readonly Identity[]): Promise<boolean> {
  if (account === null && source !== 'domain') return true;
  if (account !== null && proven.some(({ kind, issuer, typed, canonical }) => sameAccount(account, { kind: kind as typeof account.kind, issuer, typed, canonical }))) return true;
  const domains = proven.filter(({ kind }) => kind === 'email').flatMap(({ canonical }) => domainsOfAddress(canonical));
  return source === 'domain' && (await hadDomain(db, organisation, domains));
}

/** For each proven account of a person, the organisations to which they would no longer belong without it. What is over already, or only suggested, counts for nothing. */
export async function organisationsByAccount(db: Database, person: string, today: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const proven = (await identitiesOf(db, person)).filter(({ provenAt }) => provenAt !== undefined);
  const memberships = (await listMembershipsOf(db, person)).filter(({ suggested, until, account, source }) => !suggested && (until === null || until > today) && (account !== null || source === 'domain'));
  const found = new Map<string, string[]>();
  for (const member of memberships) {
    for (const { id } of proven) {
      if (!(await standsOn(db, member, proven)) || (await standsOn(db, member, proven.filter((one) => one.id !== id)))) continue;
      found.set(id, [...(found.get(id) ?? []), member.organisation]);
    }
  }
  return found;
}
