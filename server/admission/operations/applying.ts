import type { ProductParts } from '../../parts.ts';

export function admissionApplyingOperations(_parts: ProductParts) {
  return {} as const;
}
