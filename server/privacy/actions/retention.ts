import type { z } from 'zod';
import type { Retention, retentionTableSchema, setRetentionSchema } from '../../../common/contract/privacy.ts';
import { done, refuse, type Database, type Outcome, type RetentionKind, type Work } from '../../platform/index.ts';
import type { JobWork } from '../../platform/jobs/index.ts';
import { lockSetting, noteRun, readRuns, readSettings, saveSetting } from '../store/retention.ts';

const dayMilliseconds = 24 * 3600_000;
/** Rows of one statement, and how many statements one kind may take in one run; what is left goes with the next. */
export const retentionBatch = { rows: 1_000, statements: 500 };

export async function listRetention(kinds: readonly RetentionKind[], work: Pick<Work, 'db'>): Promise<Outcome<z.input<typeof retentionTableSchema>>> {
  const settings = await readSettings(work.db);
  const runs = await readRuns(work.db);
  return done({ items: kinds.map((kind) => row(kind, settings, runs)) });
}

function row(kind: RetentionKind, settings: Awaited<ReturnType<typeof readSettings>>, runs: Awaited<ReturnType<typeof readRuns>>): Retention {
  const { key, defaultDays, minimumDays, maximumDays } = kind;
  const run = runs.get(key);
  return { kind: key, days: daysOf(kind, settings), defaultDays, minimumDays, maximumDays, revision: settings.get(key)?.revision ?? 0, ...(run === undefined ? {} : { lastRun: { at: run.at.toISOString(), deleted: run.deleted } }) };
}

/** The days that hold now: what was chosen, within the bounds of this release; null without an end. */
export function daysOf({ key, defaultDays, minimumDays, maximumDays }: RetentionKind, settings: ReadonlyMap<string, { days: number | null }>): number | null {
  const days = settings.get(key)?.days ?? defaultDays;
  return days === null ? null : Math.min(maximumDays, Math.max(minimumDays, days));
}

export async function setRetention(kinds: readonly RetentionKind[], work: Work, { kind: key, days, revision }: z.output<typeof setRetentionSchema>): Promise<Outcome<Retention>> {
  const kind = kinds.find((known) => known.key === key);
  if (kind === undefined) return refuse('not_found');
  if (days === null && kind.defaultDays !== null) return refuse('invalid_input', { fields: [{ path: 'days', code: 'required' }] });
  if (days !== null && days < kind.minimumDays) return refuse('invalid_input', { fields: [{ path: 'days', code: 'too_small', parameters: { minimum: kind.minimumDays } }] });
  if (days !== null && days > kind.maximumDays) return refuse('invalid_input', { fields: [{ path: 'days', code: 'too_big', parameters: { maximum: kind.maximumDays } }] });
  const before = await lockSetting(work.db, key);
  if ((before?.revision ?? 0) !== revision) return refuse('stale_revision');
  if (!(await saveSetting(work.db, key, before, days, work.now))) return refuse('stale_revision');
  await work.audit({ subjectKind: 'retention', subjectKey: key, before: { days: before === undefined ? kind.defaultDays : before.days }, after: { days } });
  return done(row(kind, await readSettings(work.db), await readRuns(work.db)));
}

/** Deletes what has become too old, kind by kind in short statements; one kind that fails does not keep the others. Answers how many of each. */
export async function applyRetention(kinds: readonly RetentionKind[], work: Pick<JobWork, 'db' | 'now' | 'log' | 'signal' | 'step'>): Promise<Record<string, number>> {
  const settings = await readSettings(work.db);
  const deleted: Record<string, number> = {};
  const failed: string[] = [];
  for (const kind of kinds) {
    if (work.signal.aborted) break;
    const days = daysOf(kind, settings);
    if (days === null) continue;
    const before = new Date(work.now.getTime() - days * dayMilliseconds);
    try {
      const count = await cleanKind(kind, work.db, before, work.signal);
      if (count > 0) deleted[kind.key] = count;
      await noteRun(work.db, kind.key, work.now, count);
      work.log.info('retention.kind', { kind: kind.key, deleted: count });
    } catch (error) {
      failed.push(kind.key);
      work.log.error('retention.failed', { kind: kind.key, error });
    }
  }
  if (Object.keys(deleted).length > 0) await work.step((step) => step.audit({ subjectKind: 'retention', subjectKey: 'all', before: null, after: { deleted } }));
  if (failed.length > 0) throw new Error(`These kinds could not be cleaned: ${failed.join(', ')}`);
  return deleted;
}

async function cleanKind(kind: RetentionKind, db: Database, before: Date, signal: AbortSignal): Promise<number> {
  let deleted = 0;
  for (let statement = 0; statement < retentionBatch.statements && !signal.aborted; statement++) {
    const count = await kind.clean(db, before, retentionBatch.rows);
    deleted += count;
    if (count < retentionBatch.rows) return deleted;
  }
  return deleted;
}
