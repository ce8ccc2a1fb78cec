import type { z } from 'zod';
import { largestFileMegabytes, type FileUpload } from '../../../common/contract/file.ts';
import type { ImportBatch, ImportLine, importReportSchema, listImportLinesSchema, listImportsSchema } from '../../../common/contract/imports.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { importMessages } from '../../../common/locales/imports/index.ts';
import { nameAsText, type FileAnswer } from '../files/index.ts';
import { newId } from '../ids.ts';
import type { Work } from '../operations/work.ts';
import { fieldSentence } from '../outcome/problem.ts';
import { done, refuse, type Outcome } from '../outcome/refusal.ts';
import { pageFrom, readCursor, readIdCursor, rowsToRead } from '../paging/index.ts';
import { fieldsOf, matchColumns } from './columns.ts';
import type { Importer } from './importer.ts';
import type { Sheet } from './parse-sheet.ts';
import { readSheet } from './read-sheet.ts';
import { countLines, findBatch, insertBatch, insertLines, listBatches, listLines, lockBatch, setBatchState, type Batch, type StoredLine } from './store.ts';
import { writeSheet } from './write-sheet.ts';

/** Reads the file, before the transaction. `limit`: most lines of it. */
export async function takeSheet(file: FileUpload, limit?: number): Promise<Outcome<Sheet>> {
  const bytes = Buffer.from(file.content, 'base64');
  if (bytes.length > largestFileMegabytes * 1024 * 1024) return refuse('file_too_large', { parameters: { maximum: largestFileMegabytes } });
  return readSheet(bytes, limit);
}

/** Says for every line what it would do, and changes nothing else. */
export async function previewImport(importer: Importer, work: Work, name: string, read: Outcome<Sheet>): Promise<Outcome<ImportBatch>> {
  if (!read.ok) return read;
  const columns = matchColumns(read.value.heading, importer.columns);
  if (columns.every(({ field }) => field === undefined)) return refuse('invalid_input', { fields: [{ path: 'file', code: 'sheet_no_columns', parameters: { options: importer.columns.map(({ names }) => names[work.language === 'en' ? 1 : 0]).join(work.language === 'en' ? ', ' : '、') } }] });
  const lines = read.value.rows.map(({ line, cells }) => ({ line, fields: fieldsOf(cells, columns) }));
  const id = newId(work.now);
  const by = work.actor.kind === 'person' ? work.actor : { id: null, name: work.actor.kind === 'system' ? work.actor.name : '' };
  const planned = await importer.plan(work.db, lines, { now: work.now, place: importer.place, batch: id, by: by.id });
  await insertBatch(work.db, { id, kind: importer.kind, place: importer.place, fileName: nameAsText(name), encoding: read.value.encoding, state: 'previewed', columns, total: lines.length, createdAt: work.now, createdBy: by.id, createdByName: by.name });
  await insertLines(work.db, id, lines.map((line, index) => ({ ...line, ...(planned[index] ?? { verdict: 'wrong', what: '', changes: [], problems: [] }) })));
  return readImport(importer, work, id);
}

export async function startImport(importer: Importer, work: Work, id: string): Promise<Outcome<ImportBatch>> {
  const batch = await lockBatch(work.db, importer, id);
  if (batch === undefined) return refuse('not_found');
  if (batch.state === 'previewed') {
    const counts = (await countLines(work.db, [id])).get(id);
    await setBatchState(work.db, id, 'running', null);
    await work.enqueue('runImport', { kind: importer.kind, id }, { key: id });
    await work.audit({ subjectKind: 'import', subjectKey: id, before: null, after: { kind: importer.kind, ...(importer.place === undefined ? {} : { place: importer.place }), file: batch.fileName, lines: batch.total, ...counts } });
  }
  return readImport(importer, work, id);
}

/** Stops what is under way after the step that runs now; what was done stays done. A preview is put aside. */
export async function cancelImport(importer: Importer, work: Work, id: string): Promise<Outcome<ImportBatch>> {
  const batch = await lockBatch(work.db, importer, id);
  if (batch === undefined) return refuse('not_found');
  if (batch.state === 'running' || batch.state === 'previewed') {
    await setBatchState(work.db, id, 'cancelled', work.now);
    await work.audit({ subjectKind: 'import', subjectKey: id, before: { state: batch.state }, after: { state: 'cancelled', done: batch.done, lines: batch.total } });
    await work.publish({ name: 'import.finished', subject: id, data: { kind: importer.kind } });
  }
  return readImport(importer, work, id);
}

export async function readImport(importer: Importer, work: Work, id: string): Promise<Outcome<ImportBatch>> {
  const batch = await findBatch(work.db, importer, id);
  return batch === undefined ? refuse('not_found') : done(batchView(batch, await countLines(work.db, [id])));
}

export async function readImports(importer: Importer, work: Work, { cursor, limit }: z.output<typeof listImportsSchema>): Promise<Outcome<{ items: ImportBatch[]; next?: string }>> {
  const before = readIdCursor(cursor);
  if (!before.ok) return before;
  const rows = await listBatches(work.db, importer, before.value, rowsToRead(limit));
  const counts = await countLines(work.db, rows.map(({ id }) => id));
  return done(pageFrom(rows, limit, (row) => batchView(row, counts), ({ id }) => [id]));
}

export async function readImportLines(importer: Importer, work: Work, { id, verdict, cursor, limit }: z.output<typeof listImportLinesSchema>): Promise<Outcome<{ items: ImportLine[]; next?: string }>> {
  const place = readCursor(cursor, 1);
  if (!place.ok) return place;
  const after = Number(place.value?.[0] ?? 0);
  if (!Number.isSafeInteger(after) || after < 0 || after > 2_000_000) return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  if ((await findBatch(work.db, importer, id)) === undefined) return refuse('not_found');
  const rows = await listLines(work.db, id, { verdict, after, limit: rowsToRead(limit) });
  return done(pageFrom(rows, limit, (row) => lineView(row, work), ({ line }) => [line]));
}

/** A report of every line: what happened to it, and the line as it was in the file. */
export async function writeReport(importer: Importer, work: Work, { id, format }: z.output<typeof importReportSchema>): Promise<Outcome<FileAnswer>> {
  const batch = await findBatch(work.db, importer, id);
  if (batch === undefined) return refuse('not_found');
  const t = translator(importMessages, work.language);
  const lines = await listLines(work.db, id, { after: 0, limit: batch.total });
  const known = importer.columns.filter(({ field }) => batch.columns.some((column) => column.field === field));
  const name = (names: readonly string[]) => names[work.language === 'en' ? 1 : 0] ?? '';
  const heading = [t('report_line'), t('report_result'), t('report_what'), ...known.map(({ names }) => name(names))];
  const isCancelled = (line: StoredLine) => batch.state === 'cancelled' && !line.done && (line.verdict === 'create' || line.verdict === 'change');
  const rows = lines.map((line) => [String(line.line), isCancelled(line) ? t('did_cancelled') : t(line.done || line.verdict === 'wrong' ? `did_${line.verdict}` : `will_${line.verdict}`), remarksOf(importer, line, work), ...known.map(({ field }) => line.fields[field] ?? '')]);
  return done(await writeSheet(format, `${t('report_name')} ${batch.fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '')}`.slice(0, 180), [heading, ...rows]));
}

export async function writeTemplate(importer: Importer, work: Work, format: 'csv' | 'xlsx'): Promise<Outcome<FileAnswer>> {
  const t = translator(importMessages, work.language);
  const columns = importer.columns.map(({ names }) => names[work.language === 'en' ? 1 : 0]);
  return done(await writeSheet(format, t(`template_${importer.kind}`), [columns, importer.columns.map(({ example }) => example)]));
}

function batchView({ id, kind, fileName, encoding, state, columns, total, done: lines, createdAt, createdByName, finishedAt }: Batch, counts: ReadonlyMap<string, ImportBatch['counts']>): ImportBatch {
  return {
    id, kind: kind as ImportBatch['kind'], fileName, encoding, state, columns, total, done: lines,
    counts: counts.get(id) ?? { create: 0, change: 0, same: 0, wrong: 0, failed: 0 },
    createdAt: createdAt.toISOString(), createdBy: createdByName, ...(finishedAt === null ? {} : { finishedAt: finishedAt.toISOString() }),
  };
}

function lineView({ line, verdict, done: isDone, what, changes, problems }: StoredLine, { language }: Pick<Work, 'language'>): ImportLine {
  return { line, verdict, done: isDone, what, changes, problems: problems.map((problem) => ({ path: problem.path, code: problem.code, message: fieldSentence(problem, language) })) };
}

function remarksOf({ columns }: Importer, { changes, problems }: StoredLine, { language }: Pick<Work, 'language'>): string {
  const name = (field: string) => columns.find((column) => column.field === field)?.names[language === 'en' ? 1 : 0] ?? field;
  return [...problems.map((problem) => `${name(problem.path)}: ${fieldSentence(problem, language)}`), ...changes.map(({ field, before, after }) => `${name(field)}: ${before} → ${after}`)].join(language === 'en' ? '; ' : '；');
}
