import type { ProductParts } from '../parts.ts';

export function createServicesOperations(_parts: ProductParts) {
  return {} as const;
}
