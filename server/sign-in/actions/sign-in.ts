import type { z } from 'zod';
import type { sessionStartedSchema, signInSchema } from '../../../common/contract/people.ts';
import { done, refuse, type Database, type Outcome, type Work } from '../../platform/index.ts';
import { verifyNothing, verifyPassword } from '../password.ts';
import { canonicalEmail, endSessions, findHolders, startSession } from '../../people/index.ts';
import { findPasswords } from '../store/credentials.ts';

type Found = { personId: string; name: string; hash: string };
export type Comparison = { found: Found | undefined; right: boolean };

/** The password of whoever signs in with an address: who has proven it before who only claims it. */
async function findCredential(db: Database, email: string): Promise<Found | undefined> {
  const holders = await findHolders(db, { kind: 'email', issuer: '', canonical: canonicalEmail(email) });
  const passwords = await findPasswords(db, holders.map(({ personId }) => personId));
  return holders.flatMap(({ personId, name }) => ((hash) => (hash === undefined ? [] : [{ personId, name, hash }]))(passwords.get(personId)))[0];
}

/** Compares the password, outside the transaction because it costs a tenth of a second. An unknown address takes as long (D8). */
export async function comparePassword(work: Work, input: z.output<typeof signInSchema>): Promise<Comparison> {
  const found = await findCredential(work.db, input.email);
  return { found, right: found === undefined ? await verifyNothing(input.password) : await verifyPassword(input.password, found.hash) };
}

/** Signs in with address and password. An unknown address reads the same as a wrong password (D8). */
export async function signIn(work: Work, input: z.output<typeof signInSchema>, { found, right }: Comparison): Promise<Outcome<z.input<typeof sessionStartedSchema>>> {
  if (found === undefined || !right) return refuse('wrong_credentials');
  // The password or the account may have changed since it was compared.
  if ((await findCredential(work.db, input.email))?.hash !== found.hash) return refuse('wrong_credentials');
  // Signing in while signed in replaces the session: the old identifier is dead (D9).
  if (work.actor.kind === 'person' && work.actor.via.kind === 'session') await endSessions(work.db, { id: work.actor.via.id }, work.now);
  const person = { id: found.personId, name: found.name };
  await work.audit({ subjectKind: 'person', subjectKey: person.id, before: { name: person.name, signedIn: false }, after: { name: person.name, signedIn: true }, by: person });
  return done(await startSession(work, person, { method: 'password', secondFactor: false }));
}
