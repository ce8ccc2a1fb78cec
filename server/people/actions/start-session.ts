import { newId, newSecret, secretHash, type Work } from '../../platform/index.ts';
import type { SignInMethod } from '../../../common/contract/people.ts';
import { sessionLimits } from '../rules/session-lifetime.ts';
import { insertSession } from '../store/sessions.ts';

/** A session ends by itself after so long without use; that of staff sooner. */
export const sessionLifetimeSeconds = sessionLimits.visitor.idle / 1000;

/** Starts a session under a new secret: nothing from before signing in is carried on (D9). */
export async function startSession(work: Work, person: { id: string; name: string }, how: { method: SignInMethod; secondFactor: boolean }): Promise<{ token: string; expiresAt: string; name: string }> {
  const token = newSecret();
  const expiresAt = new Date(work.now.getTime() + sessionLifetimeSeconds * 1000);
  await insertSession(work.db, { id: newId(work.now), tokenHash: secretHash(token), personId: person.id, now: work.now, expiresAt, ...how, device: work.device ?? '', network: work.actor.kind === 'system' ? '' : work.actor.network });
  return { token, expiresAt: expiresAt.toISOString(), name: person.name };
}
