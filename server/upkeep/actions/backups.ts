import type { z } from 'zod';
import type { backupsInput, backupsOutput } from '../../../common/contract/upkeep.ts';
import type { Language } from '../../../common/contract/text.ts';
import { done, pageFrom, readCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { insertBackupRun, isBackupUnderWay, listBackupRuns, lockBackupRuns, silentMinutes, type BackupRun } from '../store/backup-runs.ts';
import { readSleep } from '../store/sleep.ts';
import { backupProblemInWords } from '../words.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Backups that were begun, the latest first. */
export async function readBackups(work: Work, { cursor, limit }: z.output<typeof backupsInput>): Promise<Outcome<z.input<typeof backupsOutput>>> {
  const place = readCursor(cursor, 2);
  if (!place.ok) return place;
  const [moment, id] = place.value ?? [];
  const at = typeof moment === 'string' ? new Date(moment) : undefined;
  if (place.value !== undefined && (at === undefined || Number.isNaN(at.getTime()) || typeof id !== 'string' || !uuid.test(id))) return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  const rows = await listBackupRuns(work.db, rowsToRead(limit), at === undefined ? undefined : { at, id: String(id) });
  return done(pageFrom(rows, limit, (row) => viewOf(row, work.now, work.language), (row) => [row.startedAt.toISOString(), row.id]));
}

function viewOf({ updatedAt, startedAt, file, bytes, progress, problem, startedBy, state, ...row }: BackupRun, now: Date, language: Language): z.input<typeof backupsOutput>['items'][number] {
  const isSilent = (state === 'waiting' || state === 'running') && now.getTime() - updatedAt.getTime() > silentMinutes * 60_000;
  return {
    ...row,
    state: isSilent ? 'interrupted' : state,
    startedAt: startedAt.toISOString(),
    ...(file === null ? {} : { file }),
    ...(bytes === null ? {} : { bytes }),
    ...(progress === null || state !== 'running' ? {} : { progress: { ...progress, name: progress.name.slice(0, 100) } }),
    ...(problem === null ? {} : { problem: backupProblemInWords(problem, language) }),
    ...(problem?.code === 'backup_files_missing' ? { missingFiles: Number(problem.parameters?.['count'] ?? 0) } : {}),
    ...(startedBy === null ? {} : { startedBy }),
  };
}

/** Begins a backup; one at a time in the whole centre. */
export async function startBackup(work: Work): Promise<Outcome<{ id: string }>> {
  // No job runs while a restored centre sleeps; the command makes backups all the same.
  if ((await readSleep(work.db)) !== undefined) return refuse('centre_asleep');
  await lockBackupRuns(work.db);
  if (await isBackupUnderWay(work.db, work.now)) return refuse('already_exists', { fields: [{ path: '', code: 'backup_under_way' }] });
  const id = await insertBackupRun(work.db, { origin: 'asked', state: 'waiting', startedBy: work.actor.kind === 'person' ? work.actor.name : null }, work.now);
  await work.enqueue('makeBackup', { run: id });
  await work.audit({ subjectKind: 'backup', subjectKey: id, before: null, after: { state: 'waiting' } });
  await work.publish({ name: 'upkeep.queue_changed', subject: id });
  return done({ id });
}
