import type { ProductParts } from '../parts.ts';
import type { Subscriber } from '../platform/index.ts';

/** What admission hears of. */
export const admissionHears: readonly string[] = [];

export function admissionSubscriber(_parts: ProductParts): Subscriber {
  return { name: 'admission', events: admissionHears, handle: async () => undefined };
}
