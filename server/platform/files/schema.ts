import type { Database } from '../database/tables.ts';

/** One file of the store. The bytes are in the folder under the id; `name` is only ever text. `kept_at`: a row of some module names it. */
export type StoredFileTable = { id: string; sha256: string; size: string; media_type: string; name: string; created_at: Date; kept_at: Date | null; deleted_at: Date | null };

export const files = (db: Database) => db.withTables<{ stored_file: StoredFileTable }>();
