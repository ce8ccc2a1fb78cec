import type { ProductParts } from '../parts.ts';
import type { JobRegistry } from '../platform/jobs/index.ts';

/** What runs later, or on a clock, about joining. */
export function createAdmissionJobs(_parts: ProductParts) {
  return {} as const satisfies JobRegistry;
}
