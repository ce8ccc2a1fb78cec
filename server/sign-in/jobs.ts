import type { ProductParts } from '../parts.ts';

export function createSignInJobs(_parts: ProductParts) {
  return {} as const;
}
