import type { ProductParts } from '../parts.ts';
import { createKeyOperations } from './operations/keys.ts';

/** Keys and webhooks: everything that programs outside need. */
export function createProgramsOperations(_parts: ProductParts) {
  return { ...createKeyOperations() } as const;
}
