import type { Product } from '../../../common/contract/centre.ts';
import { dayLater } from '../../../common/contract/day.ts';
import { mostUses } from '../../../common/contract/entitlements.ts';
import { readTypedDay } from '../../../common/contract/typed-day.ts';
import { accountOf } from '../../people/index.ts';
import { closest, type WrongField } from '../../platform/index.ts';
import type { FileLine, SheetColumn } from '../../platform/sheets/index.ts';
import { keyOf, unknown } from '../rules/plan-problem.ts';
import type { HolderAccount } from '../store/entitlements.ts';

/** The columns of a table of entitlements. */
export const entitlementColumns: readonly SheetColumn[] = [
  { field: 'product', names: ['产品', 'Product', '产品名称', 'product name'], example: '' },
  { field: 'plan', names: ['版本', 'Plan', '套餐', '产品版本', 'edition'], example: '' },
  { field: 'organisation', names: ['组织', 'Organisation', '公司', '企业', '客户', '单位', '组织名称', '公司名称', 'organization', 'company', 'customer'], example: '春风科技有限公司' },
  { field: 'email', names: ['邮箱', 'E-mail', '电子邮箱', '邮件', 'mail', 'email address'], example: '' },
  { field: 'phone', names: ['手机', 'Phone', '手机号', '手机号码', '电话', 'mobile'], example: '' },
  { field: 'uid', names: ['产品 UID', 'Product UID', 'UID', '用户 ID', 'user id'], example: '' },
  { field: 'from', names: ['开始日期', 'From', '起始日期', '生效日期', '购买日期', 'start', 'start date'], example: '2026-01-01' },
  { field: 'until', names: ['最后一天', 'Last day', '到期日', '到期日期', '结束日期', '有效期至', '截止日期', 'until', 'expires', 'expiry', 'end date'], example: '2026-12-31' },
  { field: 'uses', names: ['次数', 'Uses', '总次数', '可用次数'], example: '' },
  { field: 'reference', names: ['编号', 'Reference', '订单号', '合同号', '订单编号', '合同编号', 'order', 'order number', 'contract'], example: 'HT-2026-001' },
  { field: 'note', names: ['备注', 'Note', '说明', 'notes', 'remark', 'comment'], example: '' },
];

/** A line of such a table, understood. Empty cells are left out. */
export type EntitlementLine = { product: string; plan: string; organisation?: string; account?: HolderAccount; from?: string; until?: string; uses?: number; reference?: string; note?: string };

const bounds: Readonly<Record<string, number>> = { organisation: 120, email: 254, phone: 40, uid: 200, reference: 80, note: 500 };

/** Understands a line, or says everything that is wrong with it. Products and plans go by their keys or their names. */
export function readEntitlementLine({ fields }: FileLine, described: readonly Product[]): { ok: true; value: EntitlementLine } | { ok: false; problems: WrongField[] } {
  const problems: WrongField[] = [];
  for (const [path, maximum] of Object.entries(bounds)) {
    const text = fields[path] ?? '';
    if (/(?![\t\n\r])[\p{Cc}\u2028-\u202E\u2066-\u2069]/u.test(text)) problems.push({ path, code: 'control_characters' });
    else if (text.length > maximum) problems.push({ path, code: 'too_long', parameters: { maximum } });
  }
  const { product, plan } = readPlan(fields, described, problems);
  const account = readAccount(fields, product, problems);
  const day = (path: string): string | undefined => {
    const read = fields[path] === undefined ? undefined : readTypedDay(fields[path]);
    if (fields[path] !== undefined && read === undefined) problems.push({ path, code: 'day_form' });
    return read;
  };
  const [from, lastDay] = [day('from'), day('until')];
  const until = lastDay === undefined ? undefined : dayLater(lastDay, 1);
  if (from !== undefined && until !== undefined && until <= from) problems.push({ path: 'until', code: 'until_before_from' });
  const uses = fields['uses'] === undefined ? undefined : Number(fields['uses']);
  if (uses !== undefined && (!/^\d{1,7}$/.test(fields['uses'] ?? '') || uses > mostUses)) problems.push({ path: 'uses', code: 'uses_form' });
  if (problems.length > 0 || product === undefined || plan === undefined) return { ok: false, problems };
  const { organisation, reference, note } = fields;
  const given = Object.entries({ organisation, account, from, until, uses, reference, note }).filter(([, value]) => value !== undefined);
  return { ok: true, value: { product, plan, ...Object.fromEntries(given) } };
}

function readPlan(fields: FileLine['fields'], described: readonly Product[], problems: WrongField[]): { product?: string; plan?: string } {
  // Where there is one product only, a table need not name it.
  const written = fields['product'] ?? (described.length === 1 ? described[0]?.key : undefined);
  if (written === undefined) {
    problems.push({ path: 'product', code: 'required' });
    return {};
  }
  const key = keyOf(described, written);
  const product = described.find((one) => one.key === key);
  if (product === undefined) problems.push(unknown('product', written, described.map((one) => one.key), closest));
  if (fields['plan'] === undefined) problems.push({ path: 'plan', code: 'required' });
  if (product === undefined || fields['plan'] === undefined) return {};
  const plan = keyOf(product.plans ?? [], fields['plan']);
  if (plan !== undefined) return { product: product.key, plan };
  problems.push(unknown('plan', fields['plan'], (product.plans ?? []).map((one) => one.key), closest));
  return { product: product.key };
}

/** Exactly one way to say whose it is. */
function readAccount(fields: FileLine['fields'], product: string | undefined, problems: WrongField[]): HolderAccount | undefined {
  const given = (['organisation', 'email', 'phone', 'uid'] as const).filter((field) => fields[field] !== undefined);
  const [one] = given;
  if (one === undefined || given.length > 1) {
    problems.push({ path: one ?? 'organisation', code: 'holder_one' });
    return undefined;
  }
  if (one === 'organisation') return undefined;
  const kind = one === 'uid' ? 'product_uid' : one;
  const read = accountOf(kind, fields[one] ?? '', one === 'uid' ? (product ?? '') : '');
  if (read.ok) return { kind, issuer: read.account.issuer, typed: read.account.typed, canonical: read.account.canonical };
  if (product !== undefined || read.code !== 'account_issuer') problems.push({ path: one, code: read.code });
  return undefined;
}

/** What a line is about, for people. */
export function entitlementWords({ fields }: FileLine): string {
  return [fields['organisation'] ?? fields['email'] ?? fields['phone'] ?? fields['uid'], fields['product'], fields['plan'], fields['reference']].filter((part) => part !== undefined).join(' · ').slice(0, 400);
}
