import type { ProductParts } from '../parts.ts';

export function createProgramsJobs(_parts: ProductParts) {
  return {} as const;
}
