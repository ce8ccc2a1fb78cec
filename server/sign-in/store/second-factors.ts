import type { Database } from '../../platform/index.ts';
import { newId } from '../../platform/index.ts';
import type { SignInTables } from '../schema.ts';

const signIn = (db: Database) => db.withTables<SignInTables>();

export type Totp = { sealedKey: string; confirmedAt: Date | undefined };

export async function findTotp(db: Database, personId: string): Promise<Totp | undefined> {
  const row = await signIn(db).selectFrom('sign_in_totp').select(['sealed_key', 'confirmed_at']).where('person_id', '=', personId).executeTakeFirst();
  return row === undefined ? undefined : { sealedKey: row.sealed_key, confirmedAt: row.confirmed_at ?? undefined };
}

/** Keeps a key that is not in use yet, in place of another that was not. False when one is in use. */
export async function offerTotp(db: Database, personId: string, sealedKey: string, now: Date): Promise<boolean> {
  const result = await signIn(db)
    .insertInto('sign_in_totp')
    .values({ person_id: personId, sealed_key: sealedKey, confirmed_at: null, created_at: now })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ sealed_key: sealedKey, created_at: now, last_step: null }).where('sign_in_totp.confirmed_at', 'is', null))
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) === 1n;
}

/** Takes the time step of a right code, once: the same code, or an older one, is refused from then on (RFC 6238, 5.2). */
export async function takeTotpStep(db: Database, personId: string, step: number): Promise<boolean> {
  const result = await signIn(db)
    .updateTable('sign_in_totp')
    .set({ last_step: String(step) })
    .where('person_id', '=', personId)
    .where((where) => where.or([where('last_step', 'is', null), where('last_step', '<', String(step))]))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The key comes into use. Of any number at once, one gets it done. */
export async function confirmTotp(db: Database, personId: string, now: Date): Promise<boolean> {
  const result = await signIn(db).updateTable('sign_in_totp').set({ confirmed_at: now }).where('person_id', '=', personId).where('confirmed_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function deleteTotp(db: Database, personId: string): Promise<boolean> {
  const result = await signIn(db).deleteFrom('sign_in_totp').where('person_id', '=', personId).where('confirmed_at', 'is not', null).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** New recovery codes in place of all earlier ones; without hashes, none are left. */
export async function replaceRecoveryCodes(db: Database, personId: string, hashes: readonly string[], now: Date): Promise<void> {
  await signIn(db).deleteFrom('sign_in_recovery_code').where('person_id', '=', personId).execute();
  if (hashes.length === 0) return;
  await signIn(db).insertInto('sign_in_recovery_code').values(hashes.map((hash) => ({ id: newId(now), person_id: personId, code_hash: hash, created_at: now }))).execute();
}

/** Uses a recovery code up: of any number at once, one gets it (D13). */
export async function useRecoveryCode(db: Database, personId: string, hash: string, now: Date): Promise<boolean> {
  const result = await signIn(db).updateTable('sign_in_recovery_code').set({ used_at: now }).where('person_id', '=', personId).where('code_hash', '=', hash).where('used_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function countRecoveryCodes(db: Database, personId: string): Promise<number> {
  const row = await signIn(db).selectFrom('sign_in_recovery_code').select((count) => count.fn.countAll<string>().as('left')).where('person_id', '=', personId).where('used_at', 'is', null).executeTakeFirstOrThrow();
  return Number(row.left);
}
