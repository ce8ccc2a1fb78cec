import type { ProductParts } from '../parts.ts';

export function createOrganisationsJobs(_parts: ProductParts) {
  return {} as const;
}
