import { z } from 'zod';
import { defineJob, type JobStep } from '../jobs/define.ts';
import { cleaningJob } from '../jobs/cleaning.ts';
import type { Importer, PlannedLine } from './importer.ts';
import { cleanPreviews, lockStartedBatch, saveDoneLines, setBatchState, waitingLines, type StoredLine } from './store.ts';

const linesOfStep = 100;

/** Does the lines of a batch that was started, a hundred with each transaction; after a crash it goes on where it stopped. */
export function createImportJobs(importers: readonly Importer[]) {
  return {
    runImport: defineJob({
      schema: z.object({ kind: z.string().max(40), id: z.uuid() }),
      outside: true,
      seconds: 1800,
      async run(work, { kind, id }) {
        const importer = importers.find((one) => one.kind === kind);
        if (importer === undefined) return;
        while (!work.signal.aborted && (await work.step((step) => runStep(step, importer, id, work.now)))) work.log.debug('import.step', { id });
      },
    }),
    cleanImports: cleaningJob({ cron: '57 19 * * *', timeZone: 'UTC' }, cleanPreviews),
  } as const;
}

/** One step. Answers whether there is more to do. Whoever cancels waits for the step under way, and the next one sees it. */
export async function runStep(step: JobStep, importer: Importer, id: string, now: Date): Promise<boolean> {
  const batch = await lockStartedBatch(step.db, importer.kind, id);
  if (batch === undefined) return false;
  const lines = await waitingLines(step.db, id, linesOfStep);
  const open = lines.filter(({ verdict }) => verdict !== 'wrong');
  const planned = await importer.plan(step.db, open, { now, place: batch.place, batch: id, by: batch.createdBy });
  const done: { line: number; verdict: StoredLine['verdict']; changes: StoredLine['changes']; problems: StoredLine['problems'] }[] = lines.filter(({ verdict }) => verdict === 'wrong').map(({ line, changes, problems }) => ({ line, verdict: 'wrong', changes, problems }));
  for (const [index, plan] of planned.entries()) done.push({ line: open[index]?.line ?? 0, ...(await runLine(step, plan)) });
  await saveDoneLines(step.db, id, done);
  const isOver = lines.length < linesOfStep;
  if (isOver) {
    await setBatchState(step.db, id, 'done', now);
    await step.audit({ subjectKind: 'import', subjectKey: id, before: { state: 'running' }, after: { state: 'done', kind: importer.kind, lines: batch.total } });
  }
  await step.publish({ name: isOver ? 'import.finished' : 'import.progressed', subject: id, data: { kind: importer.kind } });
  return !isOver;
}

async function runLine(step: JobStep, plan: PlannedLine): Promise<{ verdict: StoredLine['verdict']; changes: StoredLine['changes']; problems: StoredLine['problems'] }> {
  // What was right when it was looked at and is wrong now has been overtaken by something else.
  if (plan.verdict === 'wrong') return { verdict: 'failed', changes: [], problems: [...plan.problems] };
  const hindered = plan.verdict === 'same' ? undefined : await plan.run?.(step);
  return hindered === undefined ? { verdict: plan.verdict, changes: [...plan.changes], problems: [] } : { verdict: 'failed', changes: [], problems: [hindered] };
}
