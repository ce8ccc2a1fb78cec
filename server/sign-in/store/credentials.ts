import type { Database } from '../../platform/index.ts';
import type { SignInTables } from '../schema.ts';

const signIn = (db: Database) => db.withTables<SignInTables>();

/** The password hashes of those among `personIds` who have a password. */
export async function findPasswords(db: Database, personIds: readonly string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map();
  const rows = await signIn(db).selectFrom('credential').select(['person_id', 'password_hash']).where('person_id', 'in', personIds).execute();
  return new Map(rows.map((row) => [row.person_id, row.password_hash]));
}

/** Gives a person a password, in place of the one before. */
export async function setPassword(db: Database, personId: string, hash: string, now: Date): Promise<void> {
  await signIn(db)
    .insertInto('credential')
    .values({ person_id: personId, password_hash: hash, changed_at: now })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ password_hash: hash, changed_at: now }))
    .execute();
}

/** Takes the password away from a person; answers whether there was one. */
export async function deletePassword(db: Database, personId: string): Promise<boolean> {
  const result = await signIn(db).deleteFrom('credential').where('person_id', '=', personId).executeTakeFirst();
  return result.numDeletedRows === 1n;
}
