import { sql, type Selectable } from 'kysely';
import type { PrivacyRequest, RequestKind, RequestState } from '../../../common/contract/privacy.ts';
import { deleteBatch, newId, type Database, type Place } from '../../platform/index.ts';
import type { PrivacyRequestTable } from '../schema.ts';
import { tables } from './tables.ts';

export type StoredRequest = Omit<PrivacyRequest, 'name' | 'byPerson' | 'mine' | 'steps'> & { askedBy: string; stepsDone: readonly string[]; stepsAll: number };

type Row = Selectable<PrivacyRequestTable> & { expires_at: Date | null };

function toRequest(row: Row): StoredRequest {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    personId: row.person_id,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
    stepsDone: row.steps_done,
    stepsAll: row.steps_all,
    attempts: row.attempts,
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at.toISOString() }),
    ...(row.left_over === null ? {} : { left: row.left_over }),
  };
}

const withExport = (db: Database) => tables(db).selectFrom('privacy_request').leftJoin('privacy_export', 'privacy_export.request_id', 'privacy_request.id').selectAll('privacy_request').select('privacy_export.expires_at');

export async function insertRequest(db: Database, request: { kind: RequestKind; personId: string; askedBy: string; dueAt: Date }, now: Date): Promise<string> {
  const id = newId(now);
  await tables(db)
    .insertInto('privacy_request')
    .values({ id, kind: request.kind, state: 'waiting', person_id: request.personId, asked_by: request.askedBy, asked_at: now, due_at: request.dueAt, started_at: null, ended_at: null, next_attempt_at: request.dueAt, reason: null, left_over: null })
    .execute();
  return id;
}

export async function findRequest(db: Database, id: string): Promise<StoredRequest | undefined> {
  const row = await withExport(db).where('privacy_request.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toRequest(row);
}

/** Holds a request until the transaction ends. */
export async function lockRequest(db: Database, id: string): Promise<StoredRequest | undefined> {
  const row = await tables(db).selectFrom('privacy_request').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toRequest({ ...row, expires_at: null });
}

/** The requests about a person, latest first. */
export async function listRequestsAbout(db: Database, personId: string, limit: number): Promise<StoredRequest[]> {
  return (await withExport(db).where('person_id', '=', personId).orderBy('id', 'desc').limit(limit).execute()).map(toRequest);
}

export async function listRequestRows(db: Database, state: RequestState | undefined, after: Place | undefined, limit: number): Promise<StoredRequest[]> {
  const rows = await withExport(db)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'waiting'))
    .$if(after !== undefined, (query) => query.where('id', '<', String(after?.[0])))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toRequest);
}

/** True while an erasure of the person waits or runs. */
export async function isErasureOpen(db: Database, personId: string): Promise<boolean> {
  const row = await tables(db).selectFrom('privacy_request').select('id').where('person_id', '=', personId).where('kind', '=', 'erasure').where('state', 'in', ['waiting', 'running']).executeTakeFirst();
  return row !== undefined;
}

/** Requests whose time has come, the longest waiting first. */
export async function listDue(db: Database, now: Date, limit: number): Promise<{ id: string; kind: RequestKind }[]> {
  return tables(db).selectFrom('privacy_request').select(['id', 'kind']).where('state', 'in', ['waiting', 'running']).where('due_at', '<=', now).where('next_attempt_at', '<=', now).orderBy('next_attempt_at').orderBy('id').limit(limit).execute();
}

export async function startRequest(db: Database, id: string, stepsAll: number, now: Date): Promise<void> {
  await tables(db).updateTable('privacy_request').set({ state: 'running', steps_all: stepsAll, started_at: sql<Date>`coalesce(started_at, ${now})` }).where('id', '=', id).execute();
}

export async function noteStep(db: Database, id: string, step: string): Promise<void> {
  await tables(db).updateTable('privacy_request').set({ steps_done: sql<string[]>`array_append(steps_done, ${step})` }).where('id', '=', id).execute();
}

export async function endRequest(db: Database, id: string, end: { state: 'done' | 'refused' | 'taken_back'; reason?: string; left?: NonNullable<PrivacyRequest['left']> }, now: Date): Promise<void> {
  await tables(db)
    .updateTable('privacy_request')
    .set({ state: end.state, ended_at: now, reason: end.reason ?? null, left_over: end.left === undefined ? null : JSON.stringify(end.left) })
    .where('id', '=', id)
    .execute();
}

/** Notes a failed attempt and when the next one may begin. */
export async function postponeRequest(db: Database, id: string, nextAttemptAt: Date): Promise<void> {
  await tables(db).updateTable('privacy_request').set((expression) => ({ attempts: expression('attempts', '+', 1), next_attempt_at: nextAttemptAt })).where('id', '=', id).execute();
}

/** Takes back what still waits for a person but `except`: they are erased. */
export async function takeBackOthers(db: Database, personId: string, except: string, now: Date): Promise<void> {
  await tables(db).updateTable('privacy_request').set({ state: 'taken_back', ended_at: now }).where('person_id', '=', personId).where('id', '!=', except).where('state', 'in', ['waiting', 'running']).execute();
}

export async function saveExport(db: Database, requestId: string, files: { json: Buffer; html: Buffer }, now: Date, expiresAt: Date): Promise<void> {
  const row = { ...files, created_at: now, expires_at: expiresAt };
  await tables(db).insertInto('privacy_export').values({ request_id: requestId, ...row }).onConflict((conflict) => conflict.column('request_id').doUpdateSet(row)).execute();
}

export async function findExport(db: Database, requestId: string, format: 'json' | 'html', now: Date): Promise<Buffer | undefined> {
  const row = await tables(db).selectFrom('privacy_export').select(`${format} as bytes`).where('request_id', '=', requestId).where('expires_at', '>', now).executeTakeFirst();
  return row?.bytes;
}

export async function deleteExportsOf(db: Database, personId: string): Promise<void> {
  await tables(db).deleteFrom('privacy_export').where('request_id', 'in', (query) => query.selectFrom('privacy_request').select('id').where('person_id', '=', personId)).execute();
}

/** Deletes up to `limit` exports that have expired, whatever the period says: it was promised when they were made. */
export async function deleteExpiredExports(db: Database, now: Date, limit: number): Promise<number> {
  return deleteBatch(db, { table: 'privacy_export', column: 'expires_at', before: now, limit });
}

export async function deleteOldRequests(db: Database, before: Date, limit: number): Promise<number> {
  return deleteBatch(db, { table: 'privacy_request', column: 'ended_at', before, limit });
}
