import { z } from 'zod';
import type { ProductParts } from '../parts.ts';
import { cleaningJob, defineJob } from '../platform/jobs/index.ts';
import { performBackup } from './actions/perform-backup.ts';
import { watchHealth } from './actions/watch-health.ts';
import { isBackupDue } from './rules/rotation.ts';
import { deleteOldBackupRuns, insertBackupRun, isBackupUnderWay, listBackupRuns } from './store/backup-runs.ts';
import { deleteOldDropped } from './store/dropped.ts';

const dayMilliseconds = 24 * 3600_000;
const longestBackupSeconds = 6 * 3600;

export function createUpkeepJobs(parts: ProductParts) {
  return {
    makeBackup: defineJob({
      schema: z.object({ run: z.uuid() }),
      outside: true,
      seconds: longestBackupSeconds,
      retries: 0,
      run: (work, { run }) => performBackup(parts, work, run),
    }),
    makeDailyBackup: defineJob({
      schema: z.object({}),
      outside: true,
      seconds: longestBackupSeconds,
      retries: 0,
      timetable: { cron: '*/10 * * * *', timeZone: 'UTC' },
      async run(work) {
        const { BACKUP_DIR, BACKUP_HOUR } = parts.configuration;
        if (BACKUP_DIR === undefined) return;
        const attempts = await listBackupRuns(work.db, 100);
        const timeZone = parts.reader.current().centre?.settings.timeZone ?? 'Asia/Shanghai';
        if (!isBackupDue({ now: work.now, hour: BACKUP_HOUR, timeZone, attempts }) || (await isBackupUnderWay(work.db, work.now))) return;
        const id = await insertBackupRun(work.db, { origin: 'timetable', state: 'waiting', startedBy: null }, work.now);
        await performBackup(parts, work, id);
      },
    }),
    watchHealth: defineJob({ schema: z.object({}), outside: true, seconds: 120, retries: 0, timetable: { cron: '*/5 * * * *', timeZone: 'UTC' }, run: (work) => watchHealth(parts, work) }),
    cleanUpkeep: cleaningJob({ cron: '57 19 * * *', timeZone: 'UTC' }, async (db, now) => (await deleteOldBackupRuns(db, new Date(now.getTime() - 400 * dayMilliseconds))) + (await deleteOldDropped(db, new Date(now.getTime() - 30 * dayMilliseconds)))),
  } as const;
}
