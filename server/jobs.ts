import path from 'node:path';
import { createAdmissionJobs, fleetMemberImporter } from './admission/index.ts';
import { createGroupCodesJobs, createGroupsJobs } from './groups/index.ts';
import { groupsPorts } from './groups-ports.ts';
import { createFilesJobs } from './platform/files/index.ts';
import { createNoticesJobs } from './notices/index.ts';
import { createOrganisationsJobs, memberImporter } from './organisations/index.ts';
import type { ProductParts } from './parts.ts';
import { createPeopleJobs } from './people/index.ts';
import { createPrivacyJobs } from './privacy/index.ts';
import { createProgramsJobs } from './programs/index.ts';
import { createImportJobs } from './platform/sheets/index.ts';
import { createServicesJobs, entitlementImporter } from './services/index.ts';
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
    ...createGroupsJobs(parts, groupsPorts),
    ...createGroupCodesJobs(parts),
    ...createAdmissionJobs(parts),
    ...createImportJobs([memberImporter(parts), entitlementImporter(parts), fleetMemberImporter(parts)]),
  };
}
