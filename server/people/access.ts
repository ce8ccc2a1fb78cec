import type { Actor, Clock, Database, PersonActor } from '../platform/index.ts';
import { secretHash } from '../platform/index.ts';
import { sessionLifetimeSeconds } from './actions/start-session.ts';
import { isToBeTouched } from './rules/session-lifetime.ts';
import { findLiveSessions, findSession, touchSession, type SignedIn } from './store/sessions.ts';

/** Who a session token belongs to now; anonymous when there is none or it has ended. Use keeps a session alive. `find`: where sessions are looked up. */
export async function actorOfToken(database: Database, clock: Clock, token: string | undefined, network: string, find: (tokenHash: string, now: Date) => Promise<SignedIn | undefined> = (tokenHash, now) => findSession(database, tokenHash, now)): Promise<Actor> {
  if (token === undefined || !/^[A-Za-z0-9_-]{43}$/.test(token)) return { kind: 'anonymous', network };
  const now = clock.now();
  const found = await find(secretHash(token), now);
  if (found === undefined) return { kind: 'anonymous', network };
  if (isToBeTouched(found.seenAt, now)) await touchSession(database, found.session, now, new Date(now.getTime() + sessionLifetimeSeconds * 1000));
  return { kind: 'person', id: found.id, name: found.name, ...rightsOf(found), via: { kind: 'session', id: found.session, authenticatedAt: found.authenticatedAt }, network };
}

/** The sessions among `ids` that still live, with the rights of now. */
export async function liveSessions(database: Database, ids: readonly string[], now: Date): Promise<ReadonlyMap<string, Pick<PersonActor, 'grants' | 'held'>>> {
  const found = await findLiveSessions(database, ids, now);
  return new Map([...found].map(([id, session]) => [id, rightsOf(session)]));
}

/** Roles rest while the centre asks its staff for a second factor and the session began without one. */
function rightsOf({ grants, secondFactor, secondFactorRequired }: { grants: PersonActor['grants']; secondFactor: boolean; secondFactorRequired: boolean }): Pick<PersonActor, 'grants' | 'held'> {
  return { grants, ...(secondFactorRequired && !secondFactor && grants.length > 0 ? { held: 'second_factor' } : {}) };
}
