import type { ProductParts } from '../parts.ts';
import { createDiscovery } from './oidc/discover.ts';
import { enteringOperations } from './operations/entering.ts';
import { ownAccountOperations } from './operations/own-account.ts';
import { providerOperations } from './operations/providers.ts';

/** Getting in and out, one’s own account, and the services of others that may say who somebody is. */
export function createSignInOperations(parts: ProductParts) {
  const discovery = createDiscovery(parts.outbound);
  return { ...enteringOperations({ ...parts, discovery }), ...ownAccountOperations(parts), ...providerOperations({ ...parts, discovery }) } as const;
}
