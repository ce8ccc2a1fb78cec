import type { BarCheck } from '../../groups/index.ts';
import { identitiesOf } from '../../people/index.ts';
import { identityHash } from '../identity-hash.ts';
import type { Facts } from '../rules/facts.ts';
import { standingFor } from '../store/barred.ts';
import { policyOfFleet } from './admit.ts';

/** What keeps somebody out of a fleet, as the rules read it; undefined when nothing does. */
export async function barOf(work: Parameters<BarCheck>[0], locked: Parameters<BarCheck>[1], personId: string): Promise<Pick<Facts, 'banned' | 'strikes'> | undefined> {
  const { list, chances } = policyOfFleet(locked);
  const proven = (await identitiesOf(work.db, personId)).filter(({ provenAt }) => provenAt !== undefined).map((identity) => identityHash(work.secrets, identity));
  const { counted, bannedProven } = await standingFor(work.db, { fleet: locked.key, personId, list, chances, proven, claimed: [], now: work.now });
  return bannedProven || counted >= chances ? { banned: bannedProven ? 'proven' : 'no', strikes: { counted, claimed: false } } : undefined;
}

/** Whether somebody may not sit in the fleet any more: banned there, or out of chances, by what they have proven to be. [002] */
export const isBarredNow: BarCheck = async (work, locked, personId) => (await barOf(work, locked, personId)) !== undefined;
