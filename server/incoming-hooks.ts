import type { ProductParts } from './parts.ts';
import type { IncomingHook } from './programs/index.ts';

/** The hooks by which connectors hear of other platforms, in one list: each answers at `/hooks/<its name>`, beside those that operators make. */
export function connectorHooks(_parts: ProductParts): readonly IncomingHook[] {
  return [];
}
