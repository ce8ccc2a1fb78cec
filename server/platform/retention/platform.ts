import { deleteOldEvents } from '../events/retention.ts';
import { deleteBatch, type RetentionKind } from './index.ts';

/** How long the platform's own data stay; `subscribers` are those this program has: what waits for one of them stays longer. */
export function platformRetention(subscribers: readonly string[]): readonly RetentionKind[] {
  return [
    // Chinese law (网络安全法 21) asks for logs of at least six months.
    { key: 'audit_entries', defaultDays: 730, minimumDays: 180, maximumDays: 3650, clean: (db, before, limit) => deleteBatch(db, { table: 'audit_entry', column: 'at', before, limit }) },
    { key: 'events', defaultDays: 90, minimumDays: 14, maximumDays: 730, clean: (db, before) => deleteOldEvents(db, before, subscribers) },
    { key: 'idempotency_records', defaultDays: 1, minimumDays: 1, maximumDays: 7, clean: (db, before, limit) => deleteBatch(db, { table: 'idempotency_record', column: 'created_at', before, limit }) },
  ];
}
