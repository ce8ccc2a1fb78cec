import type { ProductParts } from '../parts.ts';

export function createProgramsOperations(_parts: ProductParts) {
  return {} as const;
}
