import type { ProductParts } from '../../parts.ts';

export function groupsCodesOperations(_parts: ProductParts) {
  return {} as const;
}
