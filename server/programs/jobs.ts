import type { ProductParts } from '../parts.ts';
import { cleaningJob } from '../platform/jobs/index.ts';
import { deleteOldKeys } from './store/keys.ts';

const dayMilliseconds = 24 * 3600_000;
/** Keys that ended are listed for a year. */
const keyDays = 366;

export function createProgramsJobs(_parts: ProductParts) {
  return {
    deleteOldApiKeys: cleaningJob({ cron: '41 19 * * *', timeZone: 'UTC' }, (db, now) => deleteOldKeys(db, new Date(now.getTime() - keyDays * dayMilliseconds))),
  } as const;
}
