import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { keyLifetimeDays, keysPerPerson, type ApiKey, type allApiKeysSchema, type apiKeyCreatedSchema, type apiKeysSchema, type createApiKeySchema, type listAllApiKeysSchema, type listApiKeysSchema } from '../../../common/contract/programs.ts';
import { lockPerson, sessionHasSecondFactor, standingOf } from '../../people/index.ts';
import { done, newId, pageFrom, readIdCursor, refuse, rowsToRead, scopesWhere, secretHash, type Outcome, type PersonActor, type Work } from '../../platform/index.ts';
import { hintOf, writeKeyToken } from '../rules/key-token.ts';
import { countLiveKeys, insertKey, listKeys, lockKey, revokeKey, type KeyRow } from '../store/keys.ts';

const dayMilliseconds = 24 * 3600_000;

/** Makes a key for the person who asks. It can do a part of what they may do, never more. */
export async function createApiKey(work: Work, input: z.output<typeof createApiKeySchema>): Promise<Outcome<z.input<typeof apiKeyCreatedSchema>>> {
  const { actor } = work;
  if (actor.kind !== 'person' || actor.via.kind !== 'session') return refuse('not_found');
  const beyond = input.permissions.findIndex((permission) => !holds(actor, permission));
  if (beyond >= 0) return refuse('invalid_input', { fields: [{ path: `permissions[${beyond + 1}]`, code: 'permission_not_yours' }] });
  await lockPerson(work.db, actor.id);
  if ((await countLiveKeys(work.db, actor.id, work.now)) >= keysPerPerson) return refuse('section_full', { parameters: { maximum: keysPerPerson } });
  const token = writeKeyToken(randomBytes(32));
  const row = {
    id: newId(work.now),
    person_id: actor.id,
    name: input.name,
    permissions: [...input.permissions].toSorted(),
    token_hash: secretHash(token),
    hint: hintOf(token),
    second_factor: await sessionHasSecondFactor(work.db, actor.via.id),
    created_at: work.now,
    expires_at: new Date(work.now.getTime() + (input.days ?? keyLifetimeDays.usual) * dayMilliseconds),
  };
  await insertKey(work.db, row);
  const key = toKey({ ...row, last_used_at: null, last_used_network: null, revoked_at: null, revoked_by: null }, work.now);
  await work.audit({ subjectKind: 'api_key', subjectKey: row.id, before: null, after: { name: row.name, permissions: row.permissions, expiresAt: key.expiresAt } });
  await work.publish({ name: 'key.created', subject: row.id, data: { owner: actor.id, expiresAt: key.expiresAt } });
  return done({ key, token });
}

/** The keys of the person who asks, latest first. */
export async function listApiKeys(work: Work, { state = 'active', cursor, limit }: z.output<typeof listApiKeysSchema>): Promise<Outcome<z.input<typeof apiKeysSchema>>> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  const after = readIdCursor(cursor);
  if (!after.ok) return after;
  const rows = await listKeys(work.db, { personId: work.actor.id, active: state === 'active', now: work.now, after: after.value }, rowsToRead(limit));
  return done(pageFrom(rows, limit, (row) => toKey(row, work.now), (row) => [row.id]));
}

/** Everybody's keys, with whose they are. */
export async function listAllApiKeys(work: Work, { state = 'active', owner, cursor, limit }: z.output<typeof listAllApiKeysSchema>): Promise<Outcome<z.input<typeof allApiKeysSchema>>> {
  const after = readIdCursor(cursor);
  if (!after.ok) return after;
  const rows = await listKeys(work.db, { personId: owner, active: state === 'active', now: work.now, after: after.value }, rowsToRead(limit));
  const names = new Map<string, string>();
  for (const personId of new Set(rows.map((row) => row.person_id))) names.set(personId, (await standingOf(work.db, personId))?.name ?? '');
  return done(pageFrom(rows, limit, (row) => ({ ...toKey(row, work.now), owner: { id: row.person_id, name: names.get(row.person_id) ?? '' } }), (row) => [row.id]));
}

/** Revokes a key for good: `own` only one of the person who asks. A key that is revoked already stays so. */
export async function revokeApiKey(work: Work, { id }: { id: string }, whose: 'own' | 'anyone'): Promise<Outcome<ApiKey>> {
  const row = await lockKey(work.db, id);
  const actorId = work.actor.kind === 'person' ? work.actor.id : null;
  if (row === undefined || (whose === 'own' && row.person_id !== actorId)) return refuse('not_found');
  if (row.revoked_at !== null) return done(toKey(row, work.now));
  await revokeKey(work.db, id, actorId, work.now);
  await work.audit({ subjectKind: 'api_key', subjectKey: id, before: { name: row.name }, after: null });
  await work.publish({ name: 'key.revoked', subject: id, data: { owner: row.person_id } });
  return done(toKey({ ...row, revoked_at: work.now }, work.now));
}

function holds(actor: PersonActor, permission: KeyRow['permissions'][number]): boolean {
  const places = scopesWhere(actor, permission);
  return places === 'everywhere' || places.length > 0;
}

function toKey(row: KeyRow, now: Date): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    permissions: row.permissions,
    state: row.revoked_at !== null ? 'revoked' : row.expires_at <= now ? 'expired' : 'active',
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at.toISOString() }),
    ...(row.last_used_network === null ? {} : { lastUsedNetwork: row.last_used_network }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at.toISOString() }),
  };
}
