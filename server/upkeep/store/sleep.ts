import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';

/** On which programs hear that their centre was woken. */
export const wakeChannel = 'lichun_wake';

/** Since when a restored centre sleeps, and the moment that its backup held. */
export type Sleep = { since: Date; backupOf: Date };

/** Undefined when the centre is awake, also in a database that is older than this table. */
export async function readSleep(db: Database): Promise<Sleep | undefined> {
  const { rows: tables } = await sql<{ found: boolean }>`select to_regclass('centre_sleep') is not null as found`.execute(db);
  if (tables[0]?.found !== true) return undefined;
  const { rows } = await sql<Sleep>`select since, backup_of as "backupOf" from centre_sleep`.execute(db);
  return rows[0];
}

/** Ends the sleep and tells every program that serves the centre, once the transaction has been committed. Undefined when it was awake. */
export async function endSleep(db: Database): Promise<Sleep | undefined> {
  const { rows } = await sql<Sleep>`delete from centre_sleep returning since, backup_of as "backupOf"`.execute(db);
  if (rows[0] !== undefined) await sql`select pg_notify(${wakeChannel}, '')`.execute(db);
  return rows[0];
}
