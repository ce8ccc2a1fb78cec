import { sql } from 'kysely';
import type { ImportBatch, ImportState, LineVerdict } from '../../../common/contract/imports.ts';
import type { Database } from '../database/tables.ts';
import type { WrongField } from '../outcome/refusal.ts';
import type { MatchedColumn } from './columns.ts';
import type { FileLine, LinePlan } from './importer.ts';
import { imports, type LineChange } from './schema.ts';

export type Batch = { id: string; kind: string; place: string | undefined; createdBy: string | null; fileName: string; encoding: string; state: ImportState; columns: MatchedColumn[]; total: number; done: number; createdAt: Date; createdByName: string; finishedAt: Date | null };
export type StoredLine = FileLine & { verdict: LineVerdict; done: boolean; what: string; changes: LineChange[]; problems: WrongField[] };

/** Which batches an import sees: those of its kind and, where it belongs to a part of the centre, of that part. */
type Of = { readonly kind: string; readonly place?: string };

const columns = ['id', 'kind', 'place', 'file_name', 'encoding', 'state', 'columns', 'total', 'done', 'created_at', 'created_by', 'created_by_name', 'finished_at'] as const;
type Row = { id: string; kind: string; place: string; created_by: string | null; file_name: string; encoding: string; state: ImportState; columns: MatchedColumn[]; total: number; done: number; created_at: Date; created_by_name: string; finished_at: Date | null };

function toBatch(row: Row): Batch {
  return { id: row.id, kind: row.kind, place: row.place === '' ? undefined : row.place, createdBy: row.created_by, fileName: row.file_name, encoding: row.encoding, state: row.state, columns: row.columns, total: row.total, done: row.done, createdAt: row.created_at, createdByName: row.created_by_name, finishedAt: row.finished_at };
}

export async function insertBatch(db: Database, batch: Omit<Batch, 'done' | 'finishedAt'>): Promise<void> {
  const { id, kind, fileName, encoding, state, total, createdAt, createdBy, createdByName } = batch;
  await imports(db)
    .insertInto('import_batch')
    .values({ id, kind, place: batch.place ?? '', file_name: fileName, encoding, state, columns: JSON.stringify(batch.columns), total, created_at: createdAt, created_by: createdBy, created_by_name: createdByName, finished_at: null })
    .execute();
}

/** Writes planned lines, some hundred with one statement. */
export async function insertLines(db: Database, batch: string, lines: readonly (FileLine & LinePlan)[]): Promise<void> {
  for (let at = 0; at < lines.length; at += 500) {
    const rows = lines.slice(at, at + 500).map(({ line, fields, verdict, what, changes, problems }) => ({ line, fields, verdict, what, changes, problems }));
    await sql`insert into import_line (batch_id, line, fields, verdict, what, changes, problems)
      select ${batch}::uuid, line, fields, verdict, what, changes, problems
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (line int, fields jsonb, verdict text, what text, changes jsonb, problems jsonb)`.execute(db);
  }
}

export async function findBatch(db: Database, { kind, place = '' }: Of, id: string): Promise<Batch | undefined> {
  const row = await imports(db).selectFrom('import_batch').select(columns).where('id', '=', id).where('kind', '=', kind).where('place', '=', place).executeTakeFirst();
  return row === undefined ? undefined : toBatch(row);
}

export async function lockBatch(db: Database, { kind, place = '' }: Of, id: string): Promise<Batch | undefined> {
  const row = await imports(db).selectFrom('import_batch').select(columns).where('id', '=', id).where('kind', '=', kind).where('place', '=', place).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toBatch(row);
}

/** Newest first; previews that nobody started are left out. */
export async function listBatches(db: Database, { kind, place = '' }: Of, before: string | undefined, limit: number): Promise<Batch[]> {
  const rows = await imports(db)
    .selectFrom('import_batch')
    .select(columns)
    .where('kind', '=', kind)
    .where('place', '=', place)
    .where('state', '!=', 'previewed')
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toBatch);
}

/** The batch whose turn it is, wherever it belongs, held until the step ends. */
export async function lockStartedBatch(db: Database, kind: string, id: string): Promise<Batch | undefined> {
  const row = await imports(db).selectFrom('import_batch').select(columns).where('id', '=', id).where('kind', '=', kind).where('state', '=', 'running').forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toBatch(row);
}

export async function setBatchState(db: Database, id: string, state: ImportState, finishedAt: Date | null): Promise<void> {
  await imports(db).updateTable('import_batch').set({ state, finished_at: finishedAt }).where('id', '=', id).execute();
}

export async function countLines(db: Database, batches: readonly string[]): Promise<Map<string, ImportBatch['counts']>> {
  const counts = new Map(batches.map((id) => [id, { create: 0, change: 0, same: 0, wrong: 0, failed: 0 }]));
  if (batches.length === 0) return counts;
  const rows = await imports(db).selectFrom('import_line').select(['batch_id', 'verdict', sql<number>`count(*)::int`.as('count')]).where('batch_id', 'in', [...batches]).groupBy(['batch_id', 'verdict']).execute();
  for (const row of rows) {
    const of = counts.get(row.batch_id);
    if (of !== undefined) of[row.verdict] = row.count;
  }
  return counts;
}

export async function listLines(db: Database, batch: string, { verdict, after, limit }: { verdict?: LineVerdict | undefined; after: number; limit: number }): Promise<StoredLine[]> {
  return imports(db)
    .selectFrom('import_line')
    .select(['line', 'fields', 'verdict', 'done', 'what', 'changes', 'problems'])
    .where('batch_id', '=', batch)
    .where('line', '>', after)
    .$if(verdict !== undefined, (query) => query.where('verdict', '=', verdict ?? 'same'))
    .orderBy('line')
    .limit(limit)
    .execute();
}

/** The next lines whose turn has not come. */
export async function waitingLines(db: Database, batch: string, limit: number): Promise<StoredLine[]> {
  return imports(db).selectFrom('import_line').select(['line', 'fields', 'verdict', 'done', 'what', 'changes', 'problems']).where('batch_id', '=', batch).where('done', '=', false).orderBy('line').limit(limit).execute();
}

/** Writes what lines did, and how far the batch is. */
export async function saveDoneLines(db: Database, batch: string, lines: readonly { line: number; verdict: LineVerdict; changes: readonly LineChange[]; problems: readonly WrongField[] }[]): Promise<void> {
  await sql`update import_line set done = true, verdict = row.verdict, changes = row.changes, problems = row.problems
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as row (line int, verdict text, changes jsonb, problems jsonb)
    where import_line.batch_id = ${batch} and import_line.line = row.line`.execute(db);
  await sql`update import_batch set done = done + ${lines.length} where id = ${batch}`.execute(db);
}

/** Removes previews that nobody started within a day. Answers how many there were. */
export async function cleanPreviews(db: Database, now: Date): Promise<number> {
  const previews = await imports(db).deleteFrom('import_batch').where('state', '=', 'previewed').where('created_at', '<', new Date(now.getTime() - 86_400_000)).executeTakeFirst();
  return Number(previews.numDeletedRows);
}

/** Removes up to `limit` lines of imports that were over before `before`, and the imports that have none left. Answers how many rows went. */
export async function cleanImports(db: Database, before: Date, limit: number): Promise<number> {
  const over = sql`state in ('done', 'cancelled') and finished_at < ${before}`;
  const { numAffectedRows: lines = 0n } = await sql`
    delete from import_line where ctid = any (array(
      select import_line.ctid from import_line join import_batch on import_batch.id = import_line.batch_id where ${over} limit ${limit}
    ))`.execute(db);
  if (Number(lines) >= limit) return Number(lines);
  const { numAffectedRows: batches = 0n } = await sql`delete from import_batch where id = any (array(select id from import_batch where ${over} limit ${limit}))`.execute(db);
  return Number(lines) + Number(batches);
}

/** Lines that hold one of these words go: they are about somebody who is to be forgotten. */
export async function forgetInImports(db: Database, words: readonly string[]): Promise<void> {
  const wanted = words.filter((word) => word.length >= 3).map((word) => `%${JSON.stringify(word).slice(1, -1).toLowerCase().replace(/[\\%_]/g, '\\$&')}%`);
  if (wanted.length > 0) await sql`delete from import_line where lower(fields::text) like any (${wanted}::text[])`.execute(db);
}
