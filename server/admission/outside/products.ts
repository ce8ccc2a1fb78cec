import type { ProductParts } from '../../parts.ts';

/** True for a product that the centre describes. */
export function isProduct({ reader }: Pick<ProductParts, 'reader'>, key: string): boolean {
  return (reader.current().centre?.products ?? []).some((product) => product.key === key);
}

/** The fleets whose policy asks for a UID of this product, in the order in which locks are taken. */
export function fleetsThatAsk({ reader }: Pick<ProductParts, 'reader'>, product: string): string[] {
  const fleets = reader.current().centre?.fleets ?? [];
  return fleets.filter(({ admission }) => admission?.checks?.some((check) => check.kind === 'uid' && check.product === product) === true).map(({ key }) => key).toSorted();
}
