import type { ProductParts } from '../../parts.ts';

export function admissionDecidingOperations(_parts: ProductParts) {
  return {} as const;
}
