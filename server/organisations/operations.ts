import type { ProductParts } from '../parts.ts';

export function createOrganisationsOperations(_parts: ProductParts) {
  return {} as const;
}
