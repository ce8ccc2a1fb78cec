import type { ProductParts } from '../parts.ts';
import { applyingJobs } from './applying-jobs.ts';
import { outsideJobs } from './outside/jobs.ts';
import type { JobRegistry } from '../platform/jobs/index.ts';

/** What runs later, or on a clock, about joining. */
export function createAdmissionJobs(parts: ProductParts) {
  return { ...applyingJobs(parts), ...outsideJobs(parts) } as const satisfies JobRegistry;
}
