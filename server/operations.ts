import { createCentreOperations, type CentreParts } from './centre/index.ts';
import { createChannelsOperations, nothingMeasured } from './channels/index.ts';
import { peopleOperations } from './people/index.ts';
import { describeApi } from './platform/operations/openapi.ts';

/** Every operation of the product: the one list that routes, pages, the rights matrix and the API description come from. */
export function createOperations(reader: CentreParts['reader']) {
  const operations = {
    ...peopleOperations,
    ...createCentreOperations({ reader }),
    ...createChannelsOperations({ reader, statistics: nothingMeasured }),
  };
  return { ...operations, ...describeApi(operations) };
}

export type AppOperations = ReturnType<typeof createOperations>;
