import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import type { CodePurpose, SignInTables } from '../schema.ts';

const signIn = (db: Database) => db.withTables<SignInTables>();

export type SentTo = { kind: 'email' | 'phone'; typed: string; canonical: string };
export type SentCode = SentTo & { id: string; purpose: CodePurpose; personId: string | undefined; returnTo: string; codeHash: string };

/** A code can be entered so often, whatever comes of it. */
export const codeAttempts = 5;

/** Whoever else asks for a code to this address waits until the transaction ends. */
export async function lockAddress(db: Database, { kind, canonical }: Pick<SentTo, 'kind' | 'canonical'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify(['sign_in.code', kind, canonical])}, 0))`.execute(db);
}

/** When the codes of this address since `since` were sent, the oldest first. */
export async function sentSince(db: Database, { kind, canonical }: Pick<SentTo, 'kind' | 'canonical'>, since: Date): Promise<Date[]> {
  const rows = await signIn(db).selectFrom('sign_in_code').select('created_at').where('kind', '=', kind).where('canonical', '=', canonical).where('created_at', '>', since).orderBy('created_at').limit(100).execute();
  return rows.map((row) => row.created_at);
}

type NewCode = SentTo & { id: string; purpose: CodePurpose; personId: string | undefined; browserHash: string; codeHash: string; linkHash: string | undefined; returnTo: string; now: Date; codeUntil: Date; linkUntil: Date };

export async function insertCode(db: Database, code: NewCode): Promise<void> {
  const { id, purpose, kind, typed, canonical, personId, browserHash, codeHash, linkHash, returnTo, now, codeUntil, linkUntil } = code;
  await signIn(db)
    .insertInto('sign_in_code')
    .values({ id, purpose, kind, typed, canonical, person_id: personId ?? null, browser_hash: browserHash, code_hash: codeHash, link_hash: linkHash ?? null, return_to: returnTo, created_at: now, code_until: codeUntil, link_until: linkUntil })
    .execute();
}

const columns = ['id', 'purpose', 'kind', 'typed', 'canonical', 'person_id', 'return_to', 'code_hash'] as const;
type Row = { id: string; purpose: CodePurpose; kind: SentTo['kind']; typed: string; canonical: string; person_id: string | null; return_to: string; code_hash: string };
const toCode = (row: Row | undefined): SentCode | undefined =>
  row === undefined ? undefined : { id: row.id, purpose: row.purpose, kind: row.kind, typed: row.typed, canonical: row.canonical, personId: row.person_id ?? undefined, returnTo: row.return_to, codeHash: row.code_hash };

/** The code that a browser waits for, while it can be used. */
export async function findCode(db: Database, browserHash: string, now: Date): Promise<SentCode | undefined> {
  return toCode(await signIn(db).selectFrom('sign_in_code').select(columns).where('browser_hash', '=', browserHash).where('used_at', 'is', null).where('link_until', '>', now).executeTakeFirst());
}

/** The code that a link belongs to, while the link can be used. */
export async function findLink(db: Database, linkHash: string, now: Date): Promise<SentCode | undefined> {
  return toCode(await signIn(db).selectFrom('sign_in_code').select(columns).where('link_hash', '=', linkHash).where('used_at', 'is', null).where('link_until', '>', now).executeTakeFirst());
}

/** Counts one try at a code in one statement, so that of any number at once no more than `codeAttempts` get to compare (D4). Undefined when there is none left. */
export async function takeCodeAttempt(db: Database, browserHash: string, purpose: CodePurpose, now: Date): Promise<SentCode | undefined> {
  return toCode(
    await signIn(db)
      .updateTable('sign_in_code')
      .set({ attempts: sql`attempts + 1` })
      .where('browser_hash', '=', browserHash)
      .where('purpose', '=', purpose)
      .where('attempts', '<', codeAttempts)
      .where('used_at', 'is', null)
      .where('code_until', '>', now)
      .returning(columns)
      .executeTakeFirst(),
  );
}

/** Uses a code up with one conditional update: of any number at once, one gets it (D13). */
export async function useCode(db: Database, id: string, now: Date): Promise<boolean> {
  const result = await signIn(db).updateTable('sign_in_code').set({ used_at: now }).where('id', '=', id).where('used_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Whether digits or a link that went to this address were used since then, whatever for. */
export async function wasCodeUsed(db: Database, { kind, canonical }: Pick<SentTo, 'kind' | 'canonical'>, since: Date): Promise<boolean> {
  const row = await signIn(db).selectFrom('sign_in_code').select('id').where('kind', '=', kind).where('canonical', '=', canonical).where('used_at', '>=', since).limit(1).executeTakeFirst();
  return row !== undefined;
}

export async function deleteOldCodes(db: Database, before: Date): Promise<number> {
  const result = await signIn(db).deleteFrom('sign_in_code').where('created_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
