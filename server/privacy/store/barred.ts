import { deleteBatch, type Database } from '../../platform/index.ts';
import { tables } from './tables.ts';

export type Barred = { hash: string; kind: string; keyFingerprint: string; reason: string; until: Date };

/** Keeps a barred identity; of two ends the later one counts. */
export async function insertBarred(db: Database, { hash, kind, keyFingerprint, reason, until }: Barred, now: Date): Promise<void> {
  await tables(db)
    .insertInto('barred_identity')
    .values({ hash, kind, key_fingerprint: keyFingerprint, reason, barred_at: now, until })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ reason, until }).where('barred_identity.until', '<', until))
    .execute();
}

export async function findBarred(db: Database, hash: string, now: Date): Promise<{ reason: string; until: Date } | undefined> {
  return tables(db).selectFrom('barred_identity').select(['reason', 'until']).where('hash', '=', hash).where('until', '>', now).executeTakeFirst();
}

/** Whether one of these hashes is barred now. */
export async function hasBarred(db: Database, hashes: readonly string[], now: Date): Promise<boolean> {
  return (await tables(db).selectFrom('barred_identity').select('hash').where('hash', 'in', [...hashes]).where('until', '>', now).limit(1).executeTakeFirst()) !== undefined;
}

export async function deleteEndedBars(db: Database, now: Date, limit: number): Promise<number> {
  return deleteBatch(db, { table: 'barred_identity', column: 'until', before: now, limit });
}
