import type { Generated, JSONColumnType, Kysely, Transaction } from 'kysely';

type Json = Record<string, unknown>;

/** The platform's own tables; each module adds its own with `db.withTables<…>()` in its store. */
export type PlatformTables = {
  event: { id: string; position: Generated<string>; name: string; subject: string; data: JSONColumnType<Json>; occurred_at: Date };
  /** One row for each event and subscriber until it is delivered; `position` and `subject` are the event's. */
  outbox: {
    event_id: string;
    subscriber: string;
    subject: string;
    position: string;
    attempts: Generated<number>;
    next_attempt_at: Generated<Date>;
    last_error: string | null;
    parked_at: Date | null;
  };
  audit_entry: {
    id: string;
    at: Date;
    actor_kind: string;
    actor_id: string | null;
    actor_name: string | null;
    /** The API key that was used, and how it was called then. */
    actor_key_id: string | null;
    actor_key_name: string | null;
    operation: string;
    subject_kind: string;
    subject_key: string;
    before: JSONColumnType<Json> | null;
    after: JSONColumnType<Json> | null;
    request_id: string | null;
  };
  idempotency_record: { scope: string; operation: string; key: string; input_hash: string; response: JSONColumnType<Json>; created_at: Date };
};

export type Database = Kysely<PlatformTables>;
export type DatabaseTransaction = Transaction<PlatformTables>;
