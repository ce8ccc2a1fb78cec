import type { ProductParts } from '../parts.ts';
import { createHookOperations } from './operations/hooks.ts';
import { createKeyOperations } from './operations/keys.ts';
import { createWebhookOperations } from './operations/webhooks.ts';

/** Keys and webhooks: everything that programs outside need. */
export function createProgramsOperations(parts: ProductParts) {
  return { ...createKeyOperations(), ...createWebhookOperations(parts), ...createHookOperations() } as const;
}
