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

/** What one person has one of; `at`: when it came into being, by which it is known again. */
const single = { credential: 'changed_at', sign_in_totp: 'created_at' } as const;
type Single = keyof typeof single;

/** When a person's password was chosen, or their app set up; undefined when they have none in use. */
async function since(db: Database, table: Single, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ at: string }>`select ${sql.ref(single[table])}::text as at from ${sql.table(table)} where person_id = ${personId} ${table === 'sign_in_totp' ? sql`and confirmed_at is not null` : sql``}`.execute(db);
  return rows[0]?.at;
}

/**
 * Passkeys go along: each is found by its own name. Of password and app one person has one: they go along where the entry that stays has none, so
 * that nobody is asked for less afterwards; else they end, and so do recovery codes, which count for one entry only.
 */
export async function moveWays(db: Database, from: string, to: string): Promise<MovedRows> {
  const passkeys = await signIn(db).updateTable('sign_in_passkey').set({ person_id: to } as never).where('person_id', '=', from).returning('id').execute();
  await signIn(db).deleteFrom('sign_in_step').where('person_id', '=', from).where('used_at', 'is', null).execute();
  const singles: Record<string, string[]> = {};
  for (const table of Object.keys(single) as Single[]) {
    const at = await since(db, table, from);
    if (at === undefined) continue;
    const ends = (await since(db, table, to)) !== undefined;
    singles[ends ? `${table}_ended` : table] = [at];
    if (ends) continue;
    // An app that was offered and not taken up makes room.
    await sql`delete from ${sql.table(table)} where person_id = ${to}`.execute(db);
    await sql`update ${sql.table(table)} set person_id = ${to} where person_id = ${from}`.execute(db);
  }
  const codes = await signIn(db).selectFrom('sign_in_recovery_code').select('id').where('person_id', '=', from).where('used_at', 'is', null).execute();
  return { sign_in_passkey: passkeys.map(({ id }) => id), ...singles, sign_in_recovery_code_ended: codes.map(({ id }) => id) };
}

/** Gives back what went along, as far as it is still the same: a password that was changed since stays where it was changed. */
export async function moveWaysBack(db: Database, moved: MovedRows, from: string, to: string): Promise<void> {
  const ids = moved['sign_in_passkey'] ?? [];
  if (ids.length > 0) await signIn(db).updateTable('sign_in_passkey').set({ person_id: from } as never).where('person_id', '=', to).where('id', 'in', [...ids]).execute();
  for (const table of Object.keys(single) as Single[]) {
    for (const at of moved[table] ?? []) await sql`update ${sql.table(table)} set person_id = ${from} where person_id = ${to} and ${sql.ref(single[table])} = ${at}::timestamptz`.execute(db);
  }
}
