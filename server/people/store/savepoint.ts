import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';

/** Does something in a transaction, and takes it back, alone, where it answers false. */
export async function tried(db: Database, act: () => Promise<boolean>): Promise<boolean> {
  await sql`savepoint tried`.execute(db);
  const stands = await act();
  await sql.raw(stands ? 'release savepoint tried' : 'rollback to savepoint tried').execute(db);
  return stands;
}
