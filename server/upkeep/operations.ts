import type { ProductParts } from '../parts.ts';

export function createUpkeepOperations(_parts: ProductParts) {
  return {} as const;
}
