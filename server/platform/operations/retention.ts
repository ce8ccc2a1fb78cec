import type { Database } from '../database/tables.ts';

/** Answers to repeated requests are kept for a day. */
export const idempotencyHours = 24;

/** Deletes the answers kept for idempotency keys that are older than a day. Answers how many. */
export async function deleteOldIdempotencyRecords(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - idempotencyHours * 3600_000);
  const { numDeletedRows } = await db.deleteFrom('idempotency_record').where('created_at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
