import type { ProductParts } from '../../parts.ts';

export function groupsFleetsOperations(_parts: ProductParts) {
  return {} as const;
}
