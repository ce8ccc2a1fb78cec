import type { z } from 'zod';
import type { sessionStartedSchema, signInSchema } from '../../../common/contract/people.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { verifyNothing, verifyPassword } from '../password.ts';
import { canonicalEmail } from '../rules/canonical-email.ts';
import { endSessions, findCredential } from '../store.ts';
import { startSession } from './start-session.ts';

/** Signs in with address and password. An unknown address takes as long and reads the same as a wrong password (D8). */
export async function signIn(work: Work, input: z.output<typeof signInSchema>): Promise<Outcome<z.input<typeof sessionStartedSchema>>> {
  const found = await findCredential(work.db, canonicalEmail(input.email));
  const right = found === undefined ? await verifyNothing(input.password) : await verifyPassword(input.password, found.hash);
  if (found === undefined || !right) return refuse('wrong_credentials');
  // Signing in while signed in replaces the session: the old identifier is dead (D9).
  if (work.actor.kind === 'person') await endSessions(work.db, { id: work.actor.session }, work.now);
  await work.audit({ subjectKind: 'person', subjectKey: found.personId, before: null, after: { signedIn: true } });
  return done(await startSession(work, { id: found.personId, name: found.name }));
}
