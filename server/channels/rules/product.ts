import type { Channel } from '../../../common/contract/channel.ts';
import type { Verdict } from './audience.ts';
import type { CentreFacts } from './facts.ts';
import type { AskedCase, NamedSubject } from './finding.ts';

/** A channel for certain products is not for another one; who names none is told for which it is. */
export function judgeProduct(facts: CentreFacts, asked: AskedCase, { products }: Channel): Verdict {
  if (products === undefined || products.length === 0) return { fits: true, findings: [] };
  if (asked.product !== undefined && products.includes(asked.product)) return { fits: true, findings: [] };
  const texts = facts.centre.products.filter(({ key }) => products.includes(key)).map(({ name }) => name);
  const subject: NamedSubject = { kind: 'texts', texts };
  if (asked.product === undefined) return { fits: true, findings: [{ code: 'for_products', subject }] };
  return { fits: false, findings: [{ code: 'other_product', subject }] };
}
