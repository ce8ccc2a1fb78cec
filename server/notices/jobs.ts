import type { ProductParts } from '../parts.ts';

/** What is old goes with retention; notices and mails have senders of their own. */
export function createNoticesJobs(_parts: ProductParts) {
  return {} as const;
}
