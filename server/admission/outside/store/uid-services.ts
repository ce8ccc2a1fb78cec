import { sql } from 'kysely';
import type { UidServiceSettings } from '../../../../common/contract/uid-service.ts';
import type { Database } from '../../../platform/index.ts';
import { outside } from '../schema.ts';

export type KeptUidService = { settings: UidServiceSettings; sealedHeaders: string; revision: number };

const toService = (row: { settings: UidServiceSettings; sealed_headers: string; revision: string }): KeptUidService => ({ settings: row.settings, sealedHeaders: row.sealed_headers, revision: Number(row.revision) });

export async function listUidServices(db: Database): Promise<KeptUidService[]> {
  const rows = await outside(db).selectFrom('uid_service').select(['settings', 'sealed_headers', 'revision']).where('deleted_at', 'is', null).orderBy('product').limit(100).execute();
  return rows.map(toService);
}

export async function findUidService(db: Database, product: string): Promise<KeptUidService | undefined> {
  const row = await outside(db).selectFrom('uid_service').select(['settings', 'sealed_headers', 'revision']).where('product', '=', product).where('deleted_at', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : toService(row);
}

/** Adds the service of a product; one that was deleted makes room. False when the product has one. */
export async function insertUidService(db: Database, settings: UidServiceSettings, sealedHeaders: string, now: Date): Promise<boolean> {
  await outside(db).deleteFrom('uid_service').where('product', '=', settings.product).where('deleted_at', 'is not', null).execute();
  const { numInsertedOrUpdatedRows = 0n } = await outside(db)
    .insertInto('uid_service')
    .values({ product: settings.product, settings: JSON.stringify(settings), sealed_headers: sealedHeaders, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Changes the service that still has `revision`; the new revision, or undefined. */
export async function updateUidService(db: Database, settings: UidServiceSettings, sealedHeaders: string, revision: number): Promise<number | undefined> {
  const row = await outside(db)
    .updateTable('uid_service')
    .set({ settings: JSON.stringify(settings), sealed_headers: sealedHeaders, revision: sql`revision + 1` })
    .where('product', '=', settings.product)
    .where('deleted_at', 'is', null)
    .where('revision', '=', String(revision))
    .returning('revision')
    .executeTakeFirst();
  return row === undefined ? undefined : Number(row.revision);
}

export async function setUidServiceDeleted(db: Database, product: string, at: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await outside(db).updateTable('uid_service').set({ deleted_at: at, revision: sql`revision + 1` }).where('product', '=', product).where('deleted_at', at === null ? 'is not' : 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}
