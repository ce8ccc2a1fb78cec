import { newId, type Database } from '../../platform/index.ts';
import type { SignInTables } from '../schema.ts';

const signIn = (db: Database) => db.withTables<SignInTables>();

export type Passkey = { id: string; personId: string; credentialId: string; publicKey: string; counter: number; transports: string[]; backedUp: boolean; name: string; createdAt: Date; lastUsedAt: Date | undefined };

type Row = { id: string; person_id: string; credential_id: string; public_key: string; counter: string; transports: string[]; backed_up: boolean; name: string; created_at: Date; last_used_at: Date | null };
const toPasskey = (row: Row): Passkey => ({
  id: row.id, personId: row.person_id, credentialId: row.credential_id, publicKey: row.public_key, counter: Number(row.counter), transports: row.transports,
  backedUp: row.backed_up, name: row.name, createdAt: row.created_at, lastUsedAt: row.last_used_at ?? undefined,
});

/** One person has so many passkeys at most. */
export const mostPasskeys = 20;

export async function listPasskeys(db: Database, personId: string): Promise<Passkey[]> {
  const rows = await signIn(db).selectFrom('sign_in_passkey').selectAll().where('person_id', '=', personId).orderBy('created_at').limit(mostPasskeys).execute();
  return rows.map(toPasskey);
}

export async function findPasskey(db: Database, credentialId: string): Promise<Passkey | undefined> {
  const row = await signIn(db).selectFrom('sign_in_passkey').selectAll().where('credential_id', '=', credentialId).executeTakeFirst();
  return row === undefined ? undefined : toPasskey(row);
}

/** Keeps a new passkey; false when this credential is known already. */
export async function insertPasskey(db: Database, passkey: Omit<Passkey, 'lastUsedAt'>): Promise<boolean> {
  const { id, personId, credentialId, publicKey, counter, transports, backedUp, name, createdAt } = passkey;
  const result = await signIn(db)
    .insertInto('sign_in_passkey')
    .values({ id, person_id: personId, credential_id: credentialId, public_key: publicKey, counter, transports: JSON.stringify(transports), backed_up: backedUp, name, created_at: createdAt })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) === 1n;
}

/** Notes a use. False when the counter did not grow meanwhile: the same answer was used twice, or the key was copied. */
export async function notePasskeyUse(db: Database, id: string, use: { counter: number; backedUp: boolean; now: Date }): Promise<boolean> {
  const result = await signIn(db)
    .updateTable('sign_in_passkey')
    .set({ counter: use.counter, backed_up: use.backedUp, last_used_at: use.now })
    .where('id', '=', id)
    // Authenticators that do not count say 0 for ever.
    .where((where) => (use.counter === 0 ? where('counter', '=', '0') : where('counter', '<', String(use.counter))))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function renamePasskey(db: Database, personId: string, id: string, name: string): Promise<boolean> {
  const result = await signIn(db).updateTable('sign_in_passkey').set({ name }).where('person_id', '=', personId).where('id', '=', id).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Removes a passkey; answers its name. */
export async function deletePasskey(db: Database, personId: string, id: string): Promise<string | undefined> {
  const row = await signIn(db).deleteFrom('sign_in_passkey').where('person_id', '=', personId).where('id', '=', id).returning('name').executeTakeFirst();
  return row?.name;
}

export async function insertChallenge(db: Database, challenge: { tokenHash: string; challenge: string; purpose: string; personId: string | undefined; now: Date; expiresAt: Date }): Promise<void> {
  const { tokenHash, purpose, personId, now, expiresAt } = challenge;
  await signIn(db).insertInto('sign_in_passkey_challenge').values({ id: newId(now), token_hash: tokenHash, challenge: challenge.challenge, purpose, person_id: personId ?? null, created_at: now, expires_at: expiresAt }).execute();
}

/** Takes a challenge, once, for what and for whom it was made. */
export async function takeChallenge(db: Database, tokenHash: string, purpose: string, personId: string | undefined, now: Date): Promise<string | undefined> {
  const row = await signIn(db)
    .updateTable('sign_in_passkey_challenge')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where((where) => (personId === undefined ? where('person_id', 'is', null) : where('person_id', '=', personId)))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('challenge')
    .executeTakeFirst();
  return row?.challenge;
}

export async function deleteOldChallenges(db: Database, before: Date): Promise<number> {
  const result = await signIn(db).deleteFrom('sign_in_passkey_challenge').where('created_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
