import type { ProductParts } from '../parts.ts';

export function createPrivacyJobs(_parts: ProductParts) {
  return {} as const;
}
