import { newId } from '../ids.ts';
import type { Database } from '../database/tables.ts';
import type { Actor } from '../operations/actor.ts';

/**
 * What changed: the subject, and how it was before and is after. Never contains secrets. `by` is who did it when the call itself
 * does not know yet, because they are signed in by it.
 */
export type AuditRecord = { subjectKind: string; subjectKey: string; before: object | null; after: object | null; by?: { id: string; name: string } };

/** Writes an audit entry in the caller's transaction. */
export async function recordAudit(db: Database, operation: string, actor: Actor, at: Date, requestId: string, record: AuditRecord): Promise<void> {
  const who = auditActor(actor, record);
  const key = actor.kind === 'person' && actor.via.kind === 'key' ? actor.via : undefined;
  await db
    .insertInto('audit_entry')
    .values({
      id: newId(at),
      at,
      actor_kind: who.kind,
      actor_id: who.id ?? null,
      actor_name: who.name ?? null,
      actor_key_id: key?.id ?? null,
      actor_key_name: key?.name ?? null,
      operation,
      subject_kind: record.subjectKind,
      subject_key: record.subjectKey,
      before: record.before === null ? null : JSON.stringify(record.before),
      after: record.after === null ? null : JSON.stringify(record.after),
      request_id: requestId,
    })
    .execute();
}

function auditActor(actor: Actor, { by }: AuditRecord): { kind: Actor['kind']; id?: string; name?: string } {
  if (by !== undefined) return { kind: 'person', id: by.id, name: by.name };
  if (actor.kind === 'anonymous') return { kind: actor.kind };
  return actor.kind === 'person' ? { kind: actor.kind, id: actor.id, name: actor.name } : { kind: actor.kind, name: actor.name };
}
