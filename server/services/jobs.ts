import type { ProductParts } from '../parts.ts';

export function createServicesJobs(_parts: ProductParts) {
  return {} as const;
}
