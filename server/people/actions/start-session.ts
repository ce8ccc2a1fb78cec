import { newId, newSecret, secretHash, type Work } from '../../platform/index.ts';
import { insertSession } from '../store.ts';

/** A session ends by itself after so long without use. */
export const sessionLifetimeSeconds = 14 * 24 * 3600;

/** Starts a session under a new secret: nothing from before signing in is carried on (D9). */
export async function startSession(work: Work, person: { id: string; name: string }): Promise<{ token: string; expiresAt: string; name: string }> {
  const token = newSecret();
  const expiresAt = new Date(work.now.getTime() + sessionLifetimeSeconds * 1000);
  await insertSession(work.db, { id: newId(work.now), tokenHash: secretHash(token), personId: person.id, now: work.now, expiresAt });
  return { token, expiresAt: expiresAt.toISOString(), name: person.name };
}
