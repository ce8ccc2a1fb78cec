import type { ProductParts } from '../parts.ts';

export function createNoticesOperations(_parts: ProductParts) {
  return {} as const;
}
