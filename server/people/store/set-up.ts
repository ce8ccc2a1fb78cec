import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

export async function hasOperator(db: Database): Promise<boolean> {
  const row = await people(db).selectFrom('role_grant').select('person_id').where('role', '=', 'operator').where('scope_kind', '=', 'centre').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** One at a time makes a set-up link or uses one, on any number of nodes, until the transaction ends. */
export async function lockSetUp(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('people.set_up', 0))`.execute(db);
}

/** Makes earlier set-up links useless and keeps the hash of the new one. */
export async function replaceSetUpLink(db: Database, tokenHash: string, now: Date, expiresAt: Date): Promise<void> {
  await people(db).deleteFrom('set_up_link').execute();
  await people(db).insertInto('set_up_link').values({ token_hash: tokenHash, created_at: now, expires_at: expiresAt, used_at: null }).execute();
}

/** Takes the set-up link with one conditional update: of two at once, one gets it. */
export async function takeSetUpLink(db: Database, tokenHash: string, now: Date): Promise<boolean> {
  const result = await people(db)
    .updateTable('set_up_link')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function isSetUpLink(db: Database, tokenHash: string, now: Date): Promise<boolean> {
  const row = await people(db).selectFrom('set_up_link').select('token_hash').where('token_hash', '=', tokenHash).where('used_at', 'is', null).where('expires_at', '>', now).executeTakeFirst();
  return row !== undefined;
}
