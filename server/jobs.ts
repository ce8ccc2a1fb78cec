import path from 'node:path';
import { createFilesJobs } from './platform/files/index.ts';
import { createNoticesJobs } from './notices/index.ts';
import { createOrganisationsJobs } from './organisations/index.ts';
import type { ProductParts } from './parts.ts';
import { deleteOldSessions } from './people/index.ts';
import { cleaningJob, platformCleaning } from './platform/jobs/index.ts';
import { createPrivacyJobs } from './privacy/index.ts';
import { createProgramsJobs } from './programs/index.ts';
import { createServicesJobs } from './services/index.ts';
import { createSignInJobs } from './sign-in/index.ts';
import { createUpkeepJobs } from './upkeep/index.ts';

const dayMilliseconds = 24 * 3600_000;

/** What runs later or on a clock. */
export function createJobRegistry(parts: ProductParts, subscribers: readonly string[]) {
  return {
    ...platformCleaning({ subscribers }),
    deleteOldSessions: cleaningJob({ cron: '37 19 * * *', timeZone: 'UTC' }, (db, now) => deleteOldSessions(db, new Date(now.getTime() - 30 * dayMilliseconds))),
    ...createFilesJobs(path.join(parts.dataFolder, 'files')),
    ...createSignInJobs(parts),
    ...createOrganisationsJobs(parts),
    ...createServicesJobs(parts),
    ...createPrivacyJobs(parts),
    ...createProgramsJobs(parts),
    ...createNoticesJobs(parts),
    ...createUpkeepJobs(parts),
  };
}
