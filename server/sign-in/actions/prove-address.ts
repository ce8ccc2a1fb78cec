import type { ProofMethod } from '../../../common/contract/people.ts';
import { findHolders, identitiesOf, proveIdentity, type Account } from '../../people/index.ts';
import type { Work } from '../../platform/index.ts';
import { deletePassword } from '../store/credentials.ts';

/**
 * Writes down that an account is a person's. Whoever only claimed it loses the claim and their sessions (people), and, if nothing that they
 * have is proven, the password too: an account that was built on somebody else's address opens no more (D1).
 */
export async function proveAddress(work: Work, personId: string, account: Account, how: ProofMethod): Promise<'proven' | 'already' | 'taken'> {
  const claimants = (await findHolders(work.db, account)).filter((holder) => holder.personId !== personId && !holder.proven);
  const result = await proveIdentity(work, personId, account, how);
  if (result !== 'proven') return result;
  for (const claimant of claimants) {
    const rest = await identitiesOf(work.db, claimant.personId);
    if (!rest.some(({ provenAt }) => provenAt !== undefined)) await deletePassword(work.db, claimant.personId);
  }
  return result;
}
