import type { Product } from '../../../common/contract/centre.ts';

type Problem = { path: string; code: string; parameters: Record<string, string> };
type Closest = (word: string, options: readonly string[]) => string | undefined;

/** What is wrong with the name of a product and a plan, with the likely right word; undefined when the centre describes both. */
export function planProblem(described: readonly Product[], product: string, plan: string, closest: Closest): Problem | undefined {
  const found = described.find(({ key }) => key === product);
  if (found === undefined) return unknown('product', product, described.map(({ key }) => key), closest);
  const plans = found.plans ?? [];
  return plans.some(({ key }) => key === plan) ? undefined : unknown('plan', plan, plans.map(({ key }) => key), closest);
}

/** A word that is none of the options. */
export function unknown(path: 'product' | 'plan', value: string, options: readonly string[], closest: Closest): Problem {
  const similar = closest(value, options);
  const parameters = { value: value.slice(0, 60), options: options.slice(0, 20).join(', ') || '–' };
  return similar === undefined ? { path, code: `${path}_unknown`, parameters } : { path, code: `${path}_unknown_similar`, parameters: { ...parameters, similar } };
}

/** The key of a product or plan that is written as its key or as one of its names. */
export function keyOf(entries: readonly { key: string; name: Product['name'] }[], written: string): string | undefined {
  const wanted = written.normalize('NFKC').trim().toLowerCase();
  const names = (name: Product['name']) => (typeof name === 'string' ? [name] : Object.values(name).filter((text) => text !== undefined));
  return entries.find(({ key, name }) => key === wanted || names(name).some((text) => text.normalize('NFKC').toLowerCase() === wanted))?.key;
}
