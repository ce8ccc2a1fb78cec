import { sql, type SqlBool } from 'kysely';
import type { Database, Permission } from '../../platform/index.ts';
import type { ApiKeyTable, ProgramsTables } from '../schema.ts';

const programs = (db: Database) => db.withTables<ProgramsTables>();

export type KeyRow = ApiKeyTable;

export async function insertKey(db: Database, key: Omit<KeyRow, 'last_used_at' | 'last_used_network' | 'revoked_at' | 'revoked_by'>): Promise<void> {
  await programs(db).insertInto('api_key').values({ ...key, last_used_at: null, last_used_network: null, revoked_at: null, revoked_by: null }).execute();
}

/** The key with this hash, unless it has expired or was revoked. */
export async function findLiveKey(db: Database, tokenHash: string, now: Date): Promise<{ id: string; personId: string; name: string; permissions: Permission[]; secondFactor: boolean; lastUsedAt: Date | null } | undefined> {
  const row = await programs(db)
    .selectFrom('api_key')
    .select(['id', 'person_id', 'name', 'permissions', 'second_factor', 'last_used_at'])
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, personId: row.person_id, name: row.name, permissions: row.permissions, secondFactor: row.second_factor, lastUsedAt: row.last_used_at };
}

/** Notes a use, unless another process has noted one since `before`. */
export async function noteUse(db: Database, id: string, network: string, now: Date, before: Date): Promise<void> {
  await programs(db)
    .updateTable('api_key')
    .set({ last_used_at: now, last_used_network: network.slice(0, 60) })
    .where('id', '=', id)
    .where((where) => where.or([where('last_used_at', 'is', null), where('last_used_at', '<', before)]))
    .execute();
}

export async function countLiveKeys(db: Database, personId: string, now: Date): Promise<number> {
  const row = await programs(db).selectFrom('api_key').select(({ fn }) => fn.countAll<string>().as('count')).where('person_id', '=', personId).where(isLive(now)).executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Keys, the latest first; `after` is the id of the last one before. */
export async function listKeys(db: Database, which: { personId?: string | undefined; active: boolean; now: Date; after: string | undefined }, rows: number): Promise<KeyRow[]> {
  const { personId, active, now, after } = which;
  return programs(db)
    .selectFrom('api_key')
    .selectAll()
    .$if(personId !== undefined, (query) => query.where('person_id', '=', personId ?? ''))
    .$if(active, (query) => query.where(isLive(now)))
    .$if(after !== undefined, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(rows)
    .execute();
}

export async function lockKey(db: Database, id: string): Promise<KeyRow | undefined> {
  return programs(db).selectFrom('api_key').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function revokeKey(db: Database, id: string, by: string | null, now: Date): Promise<void> {
  await programs(db).updateTable('api_key').set({ revoked_at: now, revoked_by: by }).where('id', '=', id).execute();
}

/** Everything that is kept of a person's keys, latest first. */
export async function keysOf(db: Database, personId: string): Promise<KeyRow[]> {
  return programs(db).selectFrom('api_key').selectAll().where('person_id', '=', personId).orderBy('id', 'desc').execute();
}

export async function deleteKeysOf(db: Database, personId: string): Promise<void> {
  await programs(db).deleteFrom('api_key').where('person_id', '=', personId).execute();
}

/** Deletes keys that expired or were revoked before `before`. Answers how many. */
export async function deleteOldKeys(db: Database, before: Date): Promise<number> {
  const { numDeletedRows } = await programs(db)
    .deleteFrom('api_key')
    .where((where) => where.or([where('expires_at', '<', before), where('revoked_at', '<', before)]))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

const isLive = (now: Date) => sql<SqlBool>`revoked_at is null and expires_at > ${now}`;
