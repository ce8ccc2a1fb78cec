import type { BarCheck, LockedFleet } from '../../groups/index.ts';
import { identitiesOf } from '../../people/index.ts';
import type { Refusal } from '../../platform/index.ts';
import { identityHash } from '../identity-hash.ts';
import type { AdmissionWork } from '../parts.ts';
import type { Facts } from '../rules/facts.ts';
import { standingFor } from '../store/barred.ts';
import { policyOfFleet } from './admit.ts';
import { inAMoment, isPending } from './pending-ban.ts';

/** `pending`: nothing but a ban bars them that can be taken back still. */
export type Bar = Pick<Facts, 'banned' | 'strikes'> & { pending: boolean };

/** What keeps somebody out of a fleet, as the rules read it; undefined when nothing does. */
export async function barOf(work: Parameters<BarCheck>[0], locked: Parameters<BarCheck>[1], personId: string): Promise<Bar | undefined> {
  const { list, chances } = policyOfFleet(locked);
  const proven = (await identitiesOf(work.db, personId)).filter(({ provenAt }) => provenAt !== undefined).map((identity) => identityHash(work.secrets, identity));
  const standing = await standingFor(work.db, { fleet: locked.key, personId, list, chances, proven, claimed: [], now: work.now });
  const { counted, bannedProven } = standing;
  return bannedProven || counted >= chances ? { banned: bannedProven ? 'proven' : 'no', strikes: { counted, claimed: false }, pending: isPending(standing, chances, work.now) } : undefined;
}

/** The answer for an applicant whose seat is held; undefined when nothing bars them, or when it stands. */
export async function waitsForBan(work: AdmissionWork, locked: LockedFleet, personId: string | undefined): Promise<{ ok: false; refusal: Refusal } | undefined> {
  const bar = personId === undefined ? undefined : await barOf(work, locked, personId);
  return bar?.pending === true ? inAMoment() : undefined;
}

/** Whether somebody may not sit in the fleet any more: banned there, or out of chances, by what they have proven to be. [002] */
export const isBarredNow: BarCheck = async (work, locked, personId) => (await barOf(work, locked, personId)) !== undefined;
