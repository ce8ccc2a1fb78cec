import { newId } from '../ids.ts';
import type { Database } from '../database/tables.ts';
import type { Actor } from '../operations/actor.ts';

/** What changed: the subject, and how it was before and is after. Never contains secrets. */
export type AuditRecord = { subjectKind: string; subjectKey: string; before: object | null; after: object | null };

/** Writes an audit entry in the caller's transaction. */
export async function recordAudit(db: Database, operation: string, actor: Actor, at: Date, requestId: string, record: AuditRecord): Promise<void> {
  await db
    .insertInto('audit_entry')
    .values({
      id: newId(at),
      at,
      actor_kind: actor.kind,
      actor_id: actor.kind === 'person' ? actor.id : null,
      actor_name: actor.kind === 'anonymous' ? null : actor.name,
      operation,
      subject_kind: record.subjectKind,
      subject_key: record.subjectKey,
      before: record.before === null ? null : JSON.stringify(record.before),
      after: record.after === null ? null : JSON.stringify(record.after),
      request_id: requestId,
    })
    .execute();
}
