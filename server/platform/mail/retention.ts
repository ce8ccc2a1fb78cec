import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';

const batch = 1_000;

/** Deletes mails that ended before `before`, in short statements. Answers how many went. */
export async function deleteOldMails(db: Database, before: Date): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`delete from mail where id in (select id from mail where state <> 'waiting' and created_at < ${before} order by created_at limit ${batch})`.execute(db);
    deleted += Number(numAffectedRows);
    if (numAffectedRows < batch) return deleted;
  }
}
