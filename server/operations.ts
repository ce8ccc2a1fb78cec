import { createCentreOperations } from './centre/index.ts';
import { createChannelsOperations, nothingMeasured } from './channels/index.ts';
import { createNoticesOperations } from './notices/index.ts';
import { createOrganisationsOperations } from './organisations/index.ts';
import type { ProductParts } from './parts.ts';
import { createPeopleOperations } from './people/index.ts';
import { describeApi } from './platform/operations/openapi.ts';
import { createPrivacyOperations } from './privacy/index.ts';
import { createProgramsOperations } from './programs/index.ts';
import { createServicesOperations } from './services/index.ts';
import { createSignInOperations } from './sign-in/index.ts';
import { createUpkeepOperations } from './upkeep/index.ts';

/** Every operation of the product: the one list that routes, pages, the rights matrix and the API description come from. */
export function createOperations(parts: ProductParts) {
  const operations = {
    ...createPeopleOperations(parts),
    ...createSignInOperations(parts),
    ...createOrganisationsOperations(parts),
    ...createServicesOperations(parts),
    ...createPrivacyOperations(parts),
    ...createProgramsOperations(parts),
    ...createNoticesOperations(parts),
    ...createUpkeepOperations(parts),
    ...createCentreOperations({ reader: parts.reader }),
    ...createChannelsOperations({ reader: parts.reader, statistics: nothingMeasured }),
  };
  return { ...operations, ...describeApi(operations) };
}

export type AppOperations = ReturnType<typeof createOperations>;
