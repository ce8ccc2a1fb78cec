import * as upkeep from './migrations/0070-upkeep.ts';
import * as sleep from './migrations/0120-sleep.ts';

export { createUpkeepOperations, upkeepCommands } from './operations.ts';
export { createSleeper } from './sleeper.ts';
export { readSleep, type Sleep } from './store/sleep.ts';
export { upkeepEvents } from './events.ts';
export { createUpkeepJobs } from './jobs.ts';
export { makeBackup, type BackupMade, type BackupProgress } from './backup/make-backup.ts';
export { verifyBackup, type BackupVerified } from './backup/verify-backup.ts';
export { restoreBackup, type BackupRestored } from './backup/restore-backup.ts';
export { examine, type Health } from './health/examine.ts';
export type { Finding, HealthGround, HealthLevel } from './health/check.ts';
export { megabytes } from './health/database.ts';
export { backupProblemInWords, findingInWords, healthInWords, levelInWords, type FindingInWords } from './words.ts';
export { metricCatalogue } from './metrics/catalogue.ts';
export { backupFileName, backupsToRemove } from './rules/rotation.ts';
export { noteStart, readProgramStarts } from './store/centre-key.ts';
export { insertBackupRun, lastGoodBackup } from './store/backup-runs.ts';
export { filesMissing, type BackupProblem } from './backup/problem.ts';
export type { BackupManifest } from './backup/format.ts';

export const upkeepMigrations = { '0070-upkeep': upkeep, '0120-sleep': sleep } as const;

/** Counting, with its library, for who asks for it. */
export const loadMetrics = () => import('./metrics/create-metrics.ts');
