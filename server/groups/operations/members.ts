import type { ProductParts } from '../../parts.ts';

export function groupsMembersOperations(_parts: ProductParts) {
  return {} as const;
}
