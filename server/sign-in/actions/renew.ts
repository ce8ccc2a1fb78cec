import { listSessions } from '../../people/index.ts';
import { done, refuse, type Outcome, type PersonActor, type Work } from '../../platform/index.ts';
import { replaceSession } from './enter.ts';

export type Renewed = { token: string; expiresAt: string; name: string };
export type SessionActor = PersonActor & { via: { kind: 'session' } };

/** Who acts by a session; programs with a key change nothing about how their owner signs in. */
export function sessionActor(work: Pick<Work, 'actor'>): SessionActor | undefined {
  return work.actor.kind === 'person' && work.actor.via.kind === 'session' ? (work.actor as SessionActor) : undefined;
}

/** The session begins anew, under a new secret and with a fresh proof of who one is (D9). `secondFactor`: what was shown is one. */
export async function renewSession(work: Work, shown: { secondFactor: boolean }): Promise<Outcome<Renewed>> {
  const actor = sessionActor(work);
  const current = actor === undefined ? undefined : (await listSessions(work.db, actor.id, work.now)).find(({ id }) => id === actor.via.id);
  if (actor === undefined || current === undefined) return refuse('not_found');
  return done(await replaceSession(work, { id: actor.id, name: actor.name }, { method: current.method, secondFactor: current.secondFactor || shown.secondFactor }));
}
