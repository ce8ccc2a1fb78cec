import type { ProductParts } from '../../parts.ts';

export function admissionOutsideOperations(_parts: ProductParts) {
  return {} as const;
}
