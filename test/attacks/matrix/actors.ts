import { randomBytes } from 'node:crypto';
import type { Grant, Permission, RoleName } from '../../../server/platform/index.ts';
import { newId, newSecret, secretHash } from '../../../server/platform/index.ts';
import { writeKeyToken } from '../../../server/programs/rules/key-token.ts';
import type { TestServer } from '../../harness/server.ts';

/** Someone who calls: what they send with a request, and what may be expected of them. */
export type Caller = {
  name: string;
  personId: string;
  headers: Record<string, string>;
  grants: readonly Grant[];
  /** A key does no more than these; undefined for a session. */
  key?: readonly Permission[];
  /** Their roles rest, or nothing of theirs lives any more. */
  state: 'live' | 'ended' | 'held';
};

/** A person with these roles. */
export async function insertPerson(centre: TestServer, name: string, grants: readonly Grant[]): Promise<string> {
  const [id, now] = [newId(), centre.clock.now()];
  const { pool } = centre.open;
  await pool.query('insert into person (id, name, created_at) values ($1, $2, $3)', [id, name, now]);
  for (const { role, scope } of grants) {
    await pool.query('insert into role_grant (person_id, role, scope_kind, scope_key, granted_at) values ($1, $2, $3, $4, $5)', [id, role, scope.kind, scope.kind === 'centre' ? '' : scope.key, now]);
  }
  return id;
}

/** A session of a person, as a browser would hold it. */
export async function insertSession(centre: TestServer, personId: string, details: { endedAt?: Date; secondFactor?: boolean } = {}): Promise<{ id: string; headers: Record<string, string> }> {
  const [id, token, now] = [newId(), newSecret(), centre.clock.now()];
  await centre.open.pool.query(
    'insert into session (id, token_hash, person_id, created_at, seen_at, authenticated_at, expires_at, ended_at, second_factor) values ($1, $2, $3, $4, $4, $4, $5, $6, $7)',
    [id, secretHash(token), personId, now, new Date(now.getTime() + 5 * 24 * 3600_000), details.endedAt ?? null, details.secondFactor ?? false],
  );
  return { id, headers: { cookie: `lichun_session=${token}` } };
}

/** A key of a person, as a program would hold it. */
export async function insertKey(centre: TestServer, personId: string, permissions: readonly Permission[]): Promise<{ id: string; headers: Record<string, string> }> {
  const [id, token, now] = [newId(), writeKeyToken(randomBytes(32)), centre.clock.now()];
  await centre.open.pool.query(
    'insert into api_key (id, person_id, name, permissions, token_hash, hint, second_factor, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, false, $7, $8)',
    [id, personId, 'matrix', permissions, secretHash(token), token.slice(0, 8), now, new Date(now.getTime() + 30 * 24 * 3600_000)],
  );
  return { id, headers: { authorization: `Bearer ${token}` } };
}

export async function withSession(centre: TestServer, name: string, grants: readonly Grant[], details: { endedAt?: Date } = {}): Promise<Caller> {
  const personId = await insertPerson(centre, name, grants);
  const { headers } = await insertSession(centre, personId, details);
  return { name, personId, headers, grants, state: details.endedAt === undefined ? 'live' : 'ended' };
}

const roles: readonly RoleName[] = ['operator', 'moderator', 'agent'];
const places: readonly Grant['scope'][] = [{ kind: 'centre' }, { kind: 'fleet', key: 'user-group' }, { kind: 'team', key: 'night-shift' }];

/** Every role for every kind of place, nobody in particular, people who are no longer let in, and keys with all, one and foreign permissions. */
export async function everyCaller(centre: TestServer, permissions: readonly Permission[]): Promise<Caller[]> {
  const callers: Caller[] = [await withSession(centre, 'someone without a role', [])];
  for (const role of roles) {
    for (const scope of places) callers.push(await withSession(centre, `${role} of ${scope.kind === 'centre' ? 'the centre' : `a ${scope.kind}`}`, [{ role, scope }]));
  }
  const operator: Grant[] = [{ role: 'operator', scope: { kind: 'centre' } }];
  callers.push(await withSession(centre, 'operator whose session ended', operator, { endedAt: centre.clock.now() }));
  const disabled = await withSession(centre, 'operator who is disabled', operator);
  await centre.open.pool.query('update person set disabled_at = now() where id = $1', [disabled.personId]);
  callers.push({ ...disabled, state: 'ended' });
  const withKey = async (name: string, grants: readonly Grant[], key: readonly Permission[]) => {
    const personId = await insertPerson(centre, name, grants);
    callers.push({ name, personId, grants, key, headers: (await insertKey(centre, personId, key)).headers, state: 'live' });
  };
  await withKey('key of an operator with every permission', operator, permissions);
  await withKey('key of an operator that may read people only', operator, ['people.read']);
  await withKey('key of an agent that once could do everything', [{ role: 'agent', scope: { kind: 'centre' } }], permissions);
  await withKey('key of someone who lost every role', [], permissions);
  return callers;
}

/** A proof of who one is is worth a quarter of an hour: given anew to all when the clock has moved. */
export async function renewProofs(centre: TestServer): Promise<void> {
  const now = centre.clock.now();
  await centre.open.pool.query('update session set authenticated_at = $1, seen_at = $1', [now]);
}
