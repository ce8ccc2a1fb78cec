import { deleteOldSessions } from './people/index.ts';
import { cleaningJob, platformCleaning } from './platform/jobs/index.ts';

const dayMilliseconds = 24 * 3600_000;

/** What runs on a clock: old events, kept answers and ended sessions are deleted. */
export function createJobRegistry(subscribers: readonly string[]) {
  return {
    ...platformCleaning({ subscribers }),
    deleteOldSessions: cleaningJob({ cron: '37 19 * * *', timeZone: 'UTC' }, (db, now) => deleteOldSessions(db, new Date(now.getTime() - 30 * dayMilliseconds))),
  };
}
