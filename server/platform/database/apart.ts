import { sql } from 'kysely';
import type { Outcome } from '../outcome/refusal.ts';
import type { Database } from './tables.ts';

/** Runs one of several steps of a transaction: what a refusal wrote is taken back, and the others stay. */
export async function apart<Value>(db: Database, run: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  await sql`savepoint apart`.execute(db);
  const outcome = await run();
  await sql.raw(outcome.ok ? 'release savepoint apart' : 'rollback to savepoint apart').execute(db);
  return outcome;
}
