import type { z } from 'zod';
import type { passwordSignInSchema, SignInStep } from '../../../common/contract/sign-in.ts';
import { canonicalEmail, findHolders } from '../../people/index.ts';
import { refuse, type Database, type Outcome, type Work } from '../../platform/index.ts';
import { verifyNothing, verifyPassword } from '../password.ts';
import { findPasswords } from '../store/credentials.ts';
import { enter } from './enter.ts';

type Found = { personId: string; hash: string };
const nobody = '00000000-0000-0000-0000-000000000000';
export type Comparison = { found: Found | undefined; right: boolean };

/**
 * The password of whoever signs in with an address: who has proven it before who only claims it, since the first operator signs in where no
 * mail can be sent yet. An address whose proof was taken back is no way in.
 */
export async function findCredential(db: Database, canonical: string): Promise<Found | undefined> {
  const holders = (await findHolders(db, { kind: 'email', issuer: '', canonical })).filter(({ withdrawn }) => !withdrawn);
  // Asked for in any case: an unknown address costs the same statements as a known one (D8).
  const passwords = await findPasswords(db, holders.length === 0 ? [nobody] : holders.map(({ personId }) => personId));
  return holders.flatMap(({ personId }) => ((hash) => (hash === undefined ? [] : [{ personId, hash }]))(passwords.get(personId)))[0];
}

/** Compares the password, outside the transaction because it costs a tenth of a second. An unknown address takes as long (D8). */
export async function comparePassword(work: Work, input: z.output<typeof passwordSignInSchema>): Promise<Comparison> {
  const found = await findCredential(work.db, canonicalEmail(input.email));
  return { found, right: found === undefined ? await verifyNothing(input.password) : await verifyPassword(input.password, found.hash) };
}

/** Signs in with address and password. An unknown address reads the same as a wrong password (D8). */
export async function signIn(work: Work, input: z.output<typeof passwordSignInSchema>, { found, right }: Comparison): Promise<Outcome<SignInStep>> {
  if (found === undefined || !right) return refuse('wrong_credentials');
  // The password or the account may have changed since it was compared.
  const now = await findCredential(work.db, canonicalEmail(input.email));
  if (now?.hash !== found.hash || now.personId !== found.personId) return refuse('wrong_credentials');
  return enter(work, found.personId, { method: 'password', secondFactor: false, returnTo: input.to ?? '' });
}
