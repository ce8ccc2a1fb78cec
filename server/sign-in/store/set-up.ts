import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import type { SignInTables } from '../schema.ts';

const signIn = (db: Database) => db.withTables<SignInTables>();

/** One at a time makes a set-up link or uses one, on any number of nodes, until the transaction ends. */
export async function lockSetUp(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('people.set_up', 0))`.execute(db);
}

/** Makes earlier set-up links useless and keeps the hash of the new one. */
export async function replaceSetUpLink(db: Database, tokenHash: string, now: Date, expiresAt: Date): Promise<void> {
  await signIn(db).deleteFrom('set_up_link').execute();
  await signIn(db).insertInto('set_up_link').values({ token_hash: tokenHash, created_at: now, expires_at: expiresAt, used_at: null }).execute();
}

/** Takes the set-up link with one conditional update: of two at once, one gets it. */
export async function takeSetUpLink(db: Database, tokenHash: string, now: Date): Promise<boolean> {
  const result = await signIn(db)
    .updateTable('set_up_link')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function isSetUpLink(db: Database, tokenHash: string, now: Date): Promise<boolean> {
  const row = await signIn(db).selectFrom('set_up_link').select('token_hash').where('token_hash', '=', tokenHash).where('used_at', 'is', null).where('expires_at', '>', now).executeTakeFirst();
  return row !== undefined;
}
