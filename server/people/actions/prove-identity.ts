import type { ProofMethod } from '../../../common/contract/people.ts';
import type { Database, Work } from '../../platform/index.ts';
import { deleteClaimsOfOthers, findOwner, insertIdentity, listIdentities, lockAccount, setProofMethod, setProven, type Account } from '../store/identities.ts';
import { activeOperators } from '../store/names.ts';
import { endSessionsOf } from './end-sessions.ts';

type Doing = Pick<Work, 'db' | 'now' | 'publish'>;

/**
 * Writes down that a person has proven to own an account, and how. `taken`: somebody else has proven it before, or the last operator signs in by it alone, and nothing changes. Others who
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
  if (await holdsLastOperator(work.db, personId, account)) return 'taken';
  await setProven(work.db, personId, account, how, work.now);
  for (const other of await deleteClaimsOfOthers(work.db, personId, account)) {
    await work.publish({ name: 'people.identity_withdrawn', subject: other, data: { kind: account.kind } });
    await endSessionsOf(work, other);
  }
  await work.publish({ name: 'people.identity_proven', subject: personId, data: { kind: account.kind, how } });
  return 'proven';
}

/**
 * True when only this claim still leads to the last operator: the first one signs in with an address that no mail has proven. It stays theirs
 * until they have another, so that nobody takes the centre's last way in away.
 */
async function holdsLastOperator(db: Database, personId: string, account: Account): Promise<boolean> {
  const [operator, ...others] = await activeOperators(db);
  if (account.kind !== 'email' || operator === undefined || operator === personId || others.length > 0) return false;
  const own = await listIdentities(db, operator);
  const ways = own.filter(({ kind, provenAt, withdrawn }) => (kind === 'email' ? withdrawn === undefined : provenAt !== undefined && (kind === 'phone' || kind === 'oidc')));
  return ways.length === 1 && ways[0]?.kind === 'email' && ways[0].canonical === account.canonical;
}

/** Writes down that a person says to own an account. Nothing changes when they have it already. */
export async function claimIdentity(db: Database, personId: string, account: Account, now: Date): Promise<void> {
  await insertIdentity(db, personId, account, undefined, now);
}

/** A person's accounts, proven ones first. */
export const identitiesOf = listIdentities;
