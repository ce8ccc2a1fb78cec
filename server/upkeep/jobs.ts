import type { ProductParts } from '../parts.ts';

export function createUpkeepJobs(_parts: ProductParts) {
  return {} as const;
}
