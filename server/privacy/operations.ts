import type { ProductParts } from '../parts.ts';

export function createPrivacyOperations(_parts: ProductParts) {
  return {} as const;
}
