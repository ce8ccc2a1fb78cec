import type { Database } from '../../platform/index.ts';
import { admission } from '../schema.ts';

/** Writes the hash of a status link's secret anew. */
export async function replaceToken(db: Database, id: string, tokenHash: string): Promise<void> {
  await admission(db).updateTable('application').set({ token_hash: tokenHash }).where('id', '=', id).execute();
}
