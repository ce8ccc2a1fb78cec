import type { Centre, Product } from '../../../common/contract/centre.ts';
import { suits } from '../../../common/contract/channel.ts';
import type { AdviceQuestion, EntitlementKind } from '../../../common/contract/support.ts';
import type { AskedCase } from './finding.ts';
import { ownPlan, type OwnPlan } from './own-plan.ts';

/** A value that leads nowhere in this centre, with those that would. */
export type UnknownValue = { path: 'plan' | 'about'; value: string; options: string[] };

/**
 * Resolves a question's references; every one that is unknown is named. Left out, urgency is `now`, and the plan is what whoever asks is
 * entitled to (`own`), or unknown.
 */
export function understandQuestion(centre: Centre, question: AdviceQuestion, own: readonly OwnPlan[] = []): { ok: true; asked: AskedCase } | { ok: false; unknown: UnknownValue[] } {
  const plan = findPlan(centre.products, question.plan, own);
  const about = findSubject(centre, question.about);
  const unknown: UnknownValue[] = [];
  if (plan === null) unknown.push({ path: 'plan', value: question.plan ?? '', options: planOptions(centre.products) });
  if (about === null) unknown.push({ path: 'about', value: question.about ?? '', options: subjectOptions(centre) });
  if (plan === null || about === null) return { ok: false, unknown };
  return { ok: true, asked: { ...plan, ...about, urgency: question.urgency ?? 'now' } };
}

type AskedPlan = Pick<AskedCase, 'product' | 'plan' | 'entitlement'>;

function findPlan(products: readonly Product[], value: string | undefined, own: readonly OwnPlan[]): AskedPlan | null {
  if (value === undefined) return ownPlan(own, undefined) ?? { entitlement: 'unknown' };
  const [productKey, planKey] = value.split('/');
  const product = products.find(({ key }) => key === productKey);
  if (product === undefined) return null;
  if (planKey === undefined) return ownPlan(own, product.key) ?? { product: product.key, entitlement: onlyKind(product) };
  const plan = product.plans?.find(({ key }) => key === planKey);
  return plan === undefined ? null : { product: product.key, plan: plan.key, entitlement: plan.kind };
}

/** A product whose plans are all of one kind leaves nothing to ask. [ours] */
function onlyKind({ plans = [] }: Product): EntitlementKind {
  const kind = plans[0]?.kind;
  return kind !== undefined && plans.every((plan) => plan.kind === kind) ? kind : 'unknown';
}

function findSubject(centre: Centre, value: string | undefined): Pick<AskedCase, 'subject' | 'topic'> | null {
  if (value === undefined) return {};
  const [kind, name] = value.split(':');
  if (kind === 'topic') return centre.topics.some(({ key }) => key === name) && name !== undefined ? { topic: name } : null;
  const subject = suits.find((suit) => suit === name);
  return subject === undefined ? null : { subject };
}

function planOptions(products: readonly Product[]): string[] {
  return products.flatMap(({ key, plans = [] }) => [key, ...plans.map((plan) => `${key}/${plan.key}`)]);
}

function subjectOptions(centre: Centre): string[] {
  return [...suits.map((suit) => `suit:${suit}`), ...centre.topics.map(({ key }) => `topic:${key}`)];
}
