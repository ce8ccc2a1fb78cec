import { dayLater } from '../../../common/contract/day.ts';
import type { TiedToAccounts } from '../../../common/contract/entitlements.ts';
import { organisationsByAccount } from '../../organisations/index.ts';
import { accountKey, findPerson, identitiesOf } from '../../people/index.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { todayOf, type ServicesParts } from '../ports.ts';
import { listHeld } from '../store/entitlements.ts';

const mostAccounts = 100;

/** How much a person would lose with each proven account: memberships that stand on it, and entitlements that name it or come through those. */
export async function readTied(parts: ServicesParts, work: Pick<Work, 'db' | 'now'>, person: string): Promise<Outcome<TiedToAccounts>> {
  if ((await findPerson(work.db, person)) === undefined) return refuse('not_found');
  const today = todayOf(parts, work.now);
  const proven = (await identitiesOf(work.db, person)).filter(({ provenAt }) => provenAt !== undefined).slice(0, mostAccounts);
  const memberships = await organisationsByAccount(work.db, person, today);
  const held = await listHeld(work.db, person, [...new Set([...memberships.values()].flat())], dayLater(today, 1));
  const items = proven.map((identity) => {
    const lost = memberships.get(identity.id) ?? [];
    const entitlements = held.filter(({ organisation, account }) => (organisation !== null ? lost.includes(organisation) : account !== null && accountKey(account) === accountKey(identity)));
    return { identity: identity.id, memberships: lost.length, entitlements: entitlements.length };
  });
  return done({ items: items.filter((one) => one.memberships + one.entitlements > 0) });
}
