import type { ProductParts } from '../parts.ts';

export function createNoticesJobs(_parts: ProductParts) {
  return {} as const;
}
