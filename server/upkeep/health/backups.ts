import { stat } from 'node:fs/promises';
import path from 'node:path';
import { lastBackup, lastGoodBackup } from '../store/backup-runs.ts';
import { ok, problem, warning, type Check } from './check.ts';

const hourMilliseconds = 3600_000;

/** Whether what is here today could be had back tomorrow. */
export const backupChecks: readonly Check[] = [
  {
    name: 'backup',
    needsDatabase: true,
    async run({ database, now, configuration: { BACKUP_DIR } }) {
      const [latest, good] = [await lastBackup(database), await lastGoodBackup(database)];
      if (latest?.state === 'failed') return problem('backup_failed', { hours: hoursSince(latest.startedAt, now) });
      if (good === undefined) return warning('backup_never');
      const hours = hoursSince(good.startedAt, now);
      const facts = { hours, days: Math.floor(hours / 24), file: good.file ?? '' };
      if (hours > (BACKUP_DIR === undefined ? 8 * 24 : 50)) return warning('backup_old', facts);
      if (good.problem?.code === 'backup_files_missing') return warning('backup_lacks_files', { ...facts, count: Number(good.problem.parameters?.['count'] ?? 0) });
      return ok('backup_ok', facts);
    },
  },
  {
    name: 'backup_place',
    async run({ dataFolder, configuration: { BACKUP_DIR } }) {
      if (BACKUP_DIR === undefined) return warning('backup_place_none');
      const folder = path.resolve(BACKUP_DIR);
      const [there, here] = await Promise.all([stat(folder).catch(() => undefined), stat(dataFolder)]);
      if (there === undefined) return warning('backup_place_missing', { folder });
      return there.dev === here.dev ? warning('backup_place_same', { folder }) : ok('backup_place_ok', { folder });
    },
  },
];

function hoursSince(at: Date, now: Date): number {
  return Math.max(0, Math.round((now.getTime() - at.getTime()) / hourMilliseconds));
}
