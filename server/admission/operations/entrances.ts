import type { ProductParts } from '../../parts.ts';

export function admissionEntrancesOperations(_parts: ProductParts) {
  return {} as const;
}
