import { sql } from 'kysely';
import type { Database, MovedRows } from '../../platform/index.ts';
import type { SignInTables } from '../schema.ts';
import { countRecoveryCodes, findTotp } from './second-factors.ts';
import { listPasskeys } from './passkeys.ts';

const signIn = (db: Database) => db.withTables<SignInTables>();

/** The ways to sign in: that there is a password, an app, passkeys; no hash, key or code. */
export async function gatherWays(db: Database, personId: string): Promise<Record<string, unknown>> {
  const password = await signIn(db).selectFrom('credential').select('changed_at').where('person_id', '=', personId).executeTakeFirst();
  const sent = await signIn(db).selectFrom('sign_in_code').select(['kind', 'typed', 'purpose', 'created_at']).where('person_id', '=', personId).orderBy('created_at').execute();
  const [totp, recoveryCodes, passkeys] = [await findTotp(db, personId), await countRecoveryCodes(db, personId), await listPasskeys(db, personId)];
  return {
    password: password === undefined ? null : { changed: password.changed_at },
    authenticatorApp: totp?.confirmedAt === undefined ? null : { since: totp.confirmedAt },
    recoveryCodesLeft: recoveryCodes,
    passkeys: passkeys.map(({ name, createdAt, lastUsedAt, backedUp }) => ({ name, since: createdAt, lastUsed: lastUsedAt ?? null, backedUp })),
    codesSent: sent.map((row) => ({ to: row.typed, kind: row.kind, purpose: row.purpose, at: row.created_at })),
  };
}

/** Forgets every way in; codes that were sent to their addresses too. */
export async function eraseWays(db: Database, personId: string, addresses: readonly string[]): Promise<void> {
  await signIn(db)
    .deleteFrom('sign_in_code')
    .where((where) => where.or([where('person_id', '=', personId), ...(addresses.length === 0 ? [] : [where('canonical', 'in', [...addresses])])]))
    .execute();
  for (const table of ['credential', 'sign_in_step', 'sign_in_totp', 'sign_in_recovery_code', 'sign_in_passkey', 'sign_in_passkey_challenge', 'sign_in_visit'] as const) {
    await sql`delete from ${sql.table(table)} where person_id = ${personId}`.execute(db);
  }
}

/** Passkeys go along: each is found by its own name. Password, app and recovery codes stay behind, as one person has one of each; nobody gets in with them. */
export async function moveWays(db: Database, from: string, to: string): Promise<MovedRows> {
  const passkeys = await signIn(db).updateTable('sign_in_passkey').set({ person_id: to } as never).where('person_id', '=', from).returning('id').execute();
  await signIn(db).deleteFrom('sign_in_step').where('person_id', '=', from).where('used_at', 'is', null).execute();
  return { sign_in_passkey: passkeys.map(({ id }) => id) };
}

export async function moveWaysBack(db: Database, moved: MovedRows, from: string, to: string): Promise<void> {
  const ids = moved['sign_in_passkey'] ?? [];
  if (ids.length > 0) await signIn(db).updateTable('sign_in_passkey').set({ person_id: from } as never).where('person_id', '=', to).where('id', 'in', [...ids]).execute();
}
