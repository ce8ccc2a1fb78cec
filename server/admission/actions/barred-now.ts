import type { BarCheck } from '../../groups/index.ts';
import { identitiesOf } from '../../people/index.ts';
import { identityHash } from '../identity-hash.ts';
import { standingFor } from '../store/barred.ts';
import { policyOfFleet } from './admit.ts';

/** Whether somebody may not sit in the fleet any more: banned there, or out of chances, by what they have proven to be. [002] */
export const isBarredNow: BarCheck = async (work, locked, personId) => {
  const { list, chances } = policyOfFleet(locked);
  const proven = (await identitiesOf(work.db, personId)).filter(({ provenAt }) => provenAt !== undefined).map((identity) => identityHash(work.secrets, identity));
  const { counted, bannedProven } = await standingFor(work.db, { fleet: locked.key, personId, list, chances, proven, claimed: [], now: work.now });
  return bannedProven || counted >= chances;
};
