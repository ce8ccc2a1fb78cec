import type { Database } from '../../platform/index.ts';
import type { PrivacyTables } from '../schema.ts';

export const tables = (db: Database) => db.withTables<PrivacyTables>();
