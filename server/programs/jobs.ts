import type { ProductParts } from '../parts.ts';

/** What is old goes with retention; deliveries have a sender of their own. */
export function createProgramsJobs(_parts: ProductParts) {
  return {} as const;
}
