import path from 'node:path';
import { createAdmissionJobs } from './admission/index.ts';
import { createGroupsJobs } from './groups/index.ts';
import { createFilesJobs } from './platform/files/index.ts';
import { createNoticesJobs } from './notices/index.ts';
import { createOrganisationsJobs } from './organisations/index.ts';
import type { ProductParts } from './parts.ts';
import { createPeopleJobs } from './people/index.ts';
import { createPrivacyJobs } from './privacy/index.ts';
import { createProgramsJobs } from './programs/index.ts';
import { createServicesJobs } from './services/index.ts';
import { createSignInJobs } from './sign-in/index.ts';
import { createUpkeepJobs } from './upkeep/index.ts';

/** What runs later or on a clock. */
export function createJobRegistry(parts: ProductParts) {
  return {
    ...createPeopleJobs(),
    ...createFilesJobs(path.join(parts.dataFolder, 'files')),
    ...createSignInJobs(parts),
    ...createOrganisationsJobs(parts),
    ...createServicesJobs(parts),
    ...createPrivacyJobs(parts),
    ...createProgramsJobs(parts),
    ...createNoticesJobs(parts),
    ...createUpkeepJobs(parts),
    ...createGroupsJobs(parts),
    ...createAdmissionJobs(parts),
  };
}
