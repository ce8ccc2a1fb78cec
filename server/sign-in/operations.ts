import type { ProductParts } from '../parts.ts';

export function createSignInOperations(_parts: ProductParts) {
  return {} as const;
}
