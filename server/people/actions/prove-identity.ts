import type { ProofMethod } from '../../../common/contract/people.ts';
import type { Database, Work } from '../../platform/index.ts';
import { claimantsBeside, deleteClaimsOfOthers, findOwner, insertIdentity, listIdentities, lockAccount, setProofMethod, setProven, type Account } from '../store/identities.ts';
import { endSessionsOf } from './end-sessions.ts';
import { takeClaims } from './last-way-in.ts';

type Doing = Pick<Work, 'db' | 'now' | 'publish'>;

/**
 * Writes down that a person has proven to own an account, and how. `taken`: somebody else has proven it before, or it is the last way in of the operators (`withoutTakingLastWay`), and nothing changes. Others who
 * only claimed it lose the claim and their sessions: a claim never turns into a way into what its owner does later (D1).
 */
export async function proveIdentity(work: Doing, personId: string, account: Account, how: ProofMethod): Promise<'proven' | 'already' | 'taken'> {
  await lockAccount(work.db, account);
  const owner = await findOwner(work.db, account);
  if (owner !== undefined && owner.personId !== personId) return 'taken';
  if (owner !== undefined) {
    // Who signed in there has shown more than what somebody wrote down for them.
    if (how === 'oauth') await setProofMethod(work.db, personId, account, how);
    return 'already';
  }
  const others = await claimantsBeside(work.db, personId, account);
  const taken = await takeClaims(work.db, account.kind, others, async () => {
    await setProven(work.db, personId, account, how, work.now);
    if (others.length > 0) await deleteClaimsOfOthers(work.db, personId, account);
  });
  if (!taken) return 'taken';
  for (const other of others) {
    await work.publish({ name: 'people.identity_withdrawn', subject: other, data: { kind: account.kind } });
    await endSessionsOf(work, other);
  }
  await work.publish({ name: 'people.identity_proven', subject: personId, data: { kind: account.kind, how } });
  return 'proven';
}

/** Writes down that a person says to own an account. Nothing changes when they have it already. */
export async function claimIdentity(db: Database, personId: string, account: Account, now: Date): Promise<void> {
  await insertIdentity(db, personId, account, undefined, now);
}

/** A person's accounts, proven ones first. */
export const identitiesOf = listIdentities;
