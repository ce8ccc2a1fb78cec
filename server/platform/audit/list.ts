import type { Database } from '../database/tables.ts';
import type { AuditEntry } from '../../../common/contract/audit.ts';

export type AuditFilter = { subjectKind?: string | undefined; subjectKey?: string | undefined; after?: string | undefined };

/** The change history, latest first; `after` is the id after which the page begins. */
export async function listAuditEntries(db: Database, { subjectKind, subjectKey, after }: AuditFilter, limit: number): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .selectAll()
    .$if(subjectKind !== undefined, (query) => query.where('subject_kind', '=', subjectKind ?? ''))
    .$if(subjectKey !== undefined, (query) => query.where('subject_key', '=', subjectKey ?? ''))
    .$if(after !== undefined, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, ...(row.actor_id === null ? {} : { id: row.actor_id }), ...(row.actor_name === null ? {} : { name: row.actor_name }), ...(row.actor_key_id === null ? {} : { key: { id: row.actor_key_id, name: row.actor_key_name ?? '' } }) },
    operation: row.operation,
    subject: { kind: row.subject_kind, key: row.subject_key },
    before: row.before,
    after: row.after,
  }));
}
