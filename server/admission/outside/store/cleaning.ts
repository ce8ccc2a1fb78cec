import { sql } from 'kysely';
import { deleteBatch, type Database } from '../../../platform/index.ts';

/** Visits to forges, mailed codes, confirmations on devices, used challenges and counts of limits that are over. */
export async function deleteOldAttempts(db: Database, before: Date, limit: number): Promise<number> {
  const kinds = [
    { table: 'forge_visit', column: 'created_at' }, { table: 'human_code', column: 'created_at' }, { table: 'high_trust_proof', column: 'at' },
    { table: 'human_challenge_used', column: 'until' }, { table: 'admission_limit', column: 'ends_at' },
  ];
  let deleted = 0;
  for (const { table, column } of kinds) deleted = Math.max(deleted, await deleteBatch(db, { table, column, before, limit }));
  return deleted;
}

/** Windows that were over long ago, unless an application still names them; and that UIDs were asked for which are owed no more. */
export async function deleteOldWindows(db: Database, before: Date, limit: number): Promise<number> {
  const { numAffectedRows: requests = 0n } = await sql`delete from uid_request where ctid = any (array(select ctid from uid_request where asked_at < ${before} and not exists (select from application where application.id = uid_request.application_id and application.uid_owed_until is not null) limit ${limit}))`.execute(db);
  const unnamed = sql`not exists (select from application where application.grace_window = outage_window.id) and not exists (select from uid_request where uid_request.window_id = outage_window.id)`;
  const windows = await deleteBatch(db, { table: 'outage_window', column: 'ends_by', before, limit, only: unnamed });
  return Math.max(Number(requests), windows);
}
