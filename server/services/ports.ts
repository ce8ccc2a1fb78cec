import type { CentreReader } from '../centre/index.ts';
import { inLanguage, type Language } from '../../common/contract/text.ts';
import { dayIn } from '../../common/contract/day.ts';
import type { PlanKind } from './rules/current-entitlements.ts';

/** What services stand on: the described centre, whose products and plans entitlements name. */
export type ServicesParts = { reader: Pick<CentreReader, 'current'> };

/** The centre's own day. */
export function todayOf({ reader }: ServicesParts, now: Date): string {
  return dayIn(reader.current().centre?.settings.timeZone ?? 'Asia/Shanghai', now);
}

export function products({ reader }: ServicesParts) {
  return reader.current().centre?.products ?? [];
}

export function kindOfPlan(parts: ServicesParts): (product: string, plan: string) => PlanKind | undefined {
  const described = products(parts);
  return (product, plan) => described.find(({ key }) => key === product)?.plans?.find(({ key }) => key === plan)?.kind;
}

/** What a product and its plan are called; their keys when the centre no longer describes them. */
export function namesOfPlan(parts: ServicesParts, product: string, plan: string, language: Language): { productName: string; planName: string } {
  const described = products(parts).find(({ key }) => key === product);
  const name = described?.plans?.find(({ key }) => key === plan)?.name;
  return { productName: described === undefined ? product : inLanguage(described.name, language), planName: name === undefined ? plan : inLanguage(name, language) };
}
