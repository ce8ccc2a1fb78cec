import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ProductParts } from '../../parts.ts';
import { errorText, type Database, type Log } from '../../platform/index.ts';
import type { JobWork } from '../../platform/jobs/index.ts';
import { makeBackup, type BackupMade } from '../backup/make-backup.ts';
import { filesMissing, type BackupProblem } from '../backup/problem.ts';
import { backupFileName, backupsToRemove } from '../rules/rotation.ts';
import { readBackupRun, updateBackupRun } from '../store/backup-runs.ts';

const progressMilliseconds = 1_000;

/** Where the program itself puts backups: BACKUP_DIR, else a folder beside the data. */
export function backupFolder({ configuration, dataFolder }: Pick<ProductParts, 'configuration' | 'dataFolder'>): string {
  return configuration.BACKUP_DIR === undefined ? path.join(dataFolder, 'backups') : path.resolve(configuration.BACKUP_DIR);
}

/** Makes the backup of a run that was noted, notes how it goes on, and lets the oldest go. Never throws for a backup that failed: it is told. */
export async function performBackup(parts: ProductParts, work: JobWork, id: string): Promise<void> {
  const run = await readBackupRun(work.db, id);
  if (run === undefined || run.state !== 'waiting' || run.origin === 'command') return;
  const { origin } = run;
  await work.step(async (step) => {
    await updateBackupRun(step.db, id, { state: 'running' }, new Date());
    await step.publish({ name: 'upkeep.backup_started', subject: id, data: { origin } });
  });
  const folder = backupFolder(parts);
  const target = path.join(folder, backupFileName(work.now));
  const outcome = await attempt(parts, work, id, folder, target);
  await work.step(async (step) => {
    if (outcome.ok) {
      const lacking = filesMissing(outcome.manifest);
      await updateBackupRun(step.db, id, { state: 'done', file: target, bytes: outcome.bytes, ...(lacking === undefined ? {} : { problem: lacking }) }, new Date());
      await step.publish({ name: 'upkeep.backup_made', subject: id, data: { origin, bytes: outcome.bytes, missingFiles: outcome.manifest.missingFiles.length } });
    } else {
      await updateBackupRun(step.db, id, { state: 'failed', problem: outcome.problem as BackupProblem }, new Date());
      await step.publish({ name: 'upkeep.backup_failed', subject: id, data: { origin, code: outcome.problem.code } });
    }
    await step.audit({ subjectKind: 'backup', subjectKey: id, before: null, after: outcome.ok ? { file: target, bytes: outcome.bytes, missingFiles: outcome.manifest.missingFiles.length } : { problem: outcome.problem.code } });
  });
  if (outcome.ok && outcome.manifest.missingFiles.length > 0) work.log.warn('backup.files_missing', { count: outcome.manifest.missingFiles.length, files: outcome.manifest.missingFiles.slice(0, 10) });
  if (outcome.ok) await removeOldest(folder, parts.configuration.BACKUP_KEEP, work.log);
}

type Attempted = BackupMade | { ok: false; problem: { code: 'fault'; parameters: { reason: string } } };

async function attempt(parts: ProductParts, work: JobWork, id: string, folder: string, target: string): Promise<Attempted> {
  const { running, dataFolder, configuration, secrets } = parts;
  if (running === undefined) throw new Error('Backups are made by a program that serves');
  const reporter = createReporter(work.db, id, work.log);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await makeBackup({
      connection: running.connection, dataFolder, target, withKey: configuration.SECRET_KEY === undefined, fingerprint: secrets.fingerprint, now: work.now, signal: work.signal, onProgress: reporter.report,
    });
  } catch (error) {
    work.log.error('backup.failed', { error });
    return { ok: false, problem: { code: 'fault', parameters: { reason: errorText(error) } } };
  } finally {
    await reporter.settled();
  }
}

/** Notes at most once a second how far it is; that a note is lost does not matter. */
function createReporter(db: Database, id: string, log: Log) {
  let last = 0;
  let writing: Promise<void> = Promise.resolve();
  return {
    report(progress: Parameters<NonNullable<Parameters<typeof makeBackup>[0]['onProgress']>>[0]) {
      if (performance.now() - last < progressMilliseconds) return;
      last = performance.now();
      writing = writing.then(() => updateBackupRun(db, id, { progress }, new Date())).catch((error: unknown) => log.debug('backup.progress_lost', { error }));
    },
    settled: () => writing,
  };
}

async function removeOldest(folder: string, keep: number, log: Log): Promise<void> {
  const old = backupsToRemove(await readdir(folder), keep);
  for (const name of old) await rm(path.join(folder, name), { force: true });
  if (old.length > 0) log.info('backup.removed', { files: old });
}
