import { standingOf } from '../people/index.ts';
import { secretHash, type Clock, type Database, type PersonActor } from '../platform/index.ts';
import { isKeyToken } from './rules/key-token.ts';
import { findLiveKey, noteUse } from './store/keys.ts';

const noteEveryMilliseconds = 60_000;

/**
 * Who a key acts for, with what both its owner and the key may do now; undefined for a key that is none, has expired or was revoked, and
 * once its owner is disabled, merged into another person or erased. Where staff need a second factor, a key that was made without one rests.
 */
export async function actorOfKey(db: Database, clock: Clock, token: string, network: string): Promise<PersonActor | undefined> {
  if (!isKeyToken(token)) return undefined;
  const now = clock.now();
  const key = await findLiveKey(db, secretHash(token), now);
  if (key === undefined) return undefined;
  const owner = await standingOf(db, key.personId);
  if (owner === undefined || !owner.may) return undefined;
  const noted = new Date(now.getTime() - noteEveryMilliseconds);
  if (key.lastUsedAt === null || key.lastUsedAt < noted) await noteUse(db, key.id, network, now, noted);
  const held = owner.secondFactorRequired && !key.secondFactor && owner.grants.length > 0;
  return { kind: 'person', id: key.personId, name: owner.name, grants: owner.grants, via: { kind: 'key', id: key.id, name: key.name, permissions: key.permissions }, ...(held ? { held: 'second_factor' } : {}), network };
}
