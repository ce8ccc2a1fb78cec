import type { ProductParts } from '../parts.ts';
import type { Subscriber } from '../platform/index.ts';

/** What groups hear of. */
export const groupsHears: readonly string[] = [];

export function groupsSubscriber(_parts: ProductParts): Subscriber {
  return { name: 'groups', events: groupsHears, handle: async () => undefined };
}
