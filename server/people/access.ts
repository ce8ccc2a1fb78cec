import type { Actor, Clock, Database } from '../platform/index.ts';
import { secretHash } from '../platform/index.ts';
import { sessionLifetimeSeconds } from './actions/start-session.ts';
import { findSession, touchSession } from './store.ts';

const touchEveryMilliseconds = 5 * 60_000;

/** Who a session token belongs to now; anonymous when there is none or it has ended. Use keeps a session alive. */
export async function actorOfToken(database: Database, clock: Clock, token: string | undefined, network: string): Promise<Actor> {
  if (token === undefined || !/^[A-Za-z0-9_-]{43}$/.test(token)) return { kind: 'anonymous', network };
  const now = clock.now();
  const found = await findSession(database, secretHash(token), now);
  if (found === undefined) return { kind: 'anonymous', network };
  if (now.getTime() - found.seenAt.getTime() > touchEveryMilliseconds) await touchSession(database, found.session, now, new Date(now.getTime() + sessionLifetimeSeconds * 1000));
  return { kind: 'person', id: found.id, name: found.name, roles: found.roles, session: found.session, network };
}
