import { dayLater } from '../../../common/contract/day.ts';
import type { Holder } from '../../../common/contract/entitlements.ts';
import { namingKinds } from '../../../common/contract/organisations.ts';
import { formatMessage } from '../../../common/i18n/messages.ts';
import type { PageContext } from '../../page-context.ts';
import { deedOf, typed, type Deed } from '../organisations/deeds.ts';
import { organisationsTexts } from '../organisations/text.ts';

type Page = Pick<PageContext, 'ops' | 'explain' | 'language'>;
type Intent = (page: Page, form: FormData) => Promise<Deed>;

function facts(form: FormData): { from?: string; until: string | null; uses: number | null; reference: string; note: string } {
  const [from, last, uses] = [typed(form, 'from'), typed(form, 'lastDay'), typed(form, 'uses')];
  return { ...(from === '' ? {} : { from }), until: /^\d{4}-\d{2}-\d{2}$/.test(last) ? dayLater(last, 1) : null, uses: uses === '' ? null : Number(uses), reference: typed(form, 'reference'), note: typed(form, 'note') };
}

/** Whose it is to be: the person or organisation of the page, an organisation by its name, or an account. */
async function holderIn({ ops }: Page, form: FormData): Promise<Holder | { missing: string }> {
  const [person, organisation] = [typed(form, 'person'), typed(form, 'organisation')];
  if (person !== '') return { kind: 'person', id: person };
  if (organisation !== '') return { kind: 'organisation', id: organisation };
  const value = typed(form, 'holder');
  if (form.get('kind') !== 'organisation') {
    const product = (typed(form, 'plan').split('/')[0] ?? '').slice(0, 48);
    const kind = namingKinds.find((known) => known === form.get('kind')) ?? 'email';
    return { kind: 'account', account: { kind, value, ...(kind === 'product_uid' ? { product } : {}) } };
  }
  const found = value === '' ? undefined : await ops.listOrganisations({ search: value.slice(0, 80), limit: 100 });
  const wanted = value.normalize('NFKC').toLowerCase();
  const exact = found?.ok === true ? found.value.items.find(({ name, aliases }) => [name, ...aliases].some((one) => one.normalize('NFKC').toLowerCase() === wanted)) : undefined;
  return exact === undefined ? { missing: value } : { kind: 'organisation', id: exact.id };
}

/** Everything that can be done on the page of entitlements, by the `intent` of the form. */
export const entitlementIntents: Readonly<Record<string, Intent>> = {
  async grant(page, form) {
    const [product = '', plan = ''] = typed(form, 'plan').split('/');
    const holder = await holderIn(page, form);
    if ('missing' in holder) {
      const message = formatMessage(organisationsTexts(page.language).organisation_not_found, page.language, { name: holder.missing });
      const { fields: _fields, ...problem } = page.explain({ code: 'invalid_input' });
      return { ok: false, problem: { ...problem, fields: [{ path: 'holder', code: 'organisation_unknown', message }] } };
    }
    return deedOf(page.explain, await page.ops.grantEntitlement({ product, plan, holder, ...facts(form) }), ({ id, revision }) => ({ done: 'done_granted', undo: { intent: 'end', entitlement: id, revision: String(revision) } }));
  },
  save: async ({ ops, explain }, form) => deedOf(explain, await ops.updateEntitlement({ id: typed(form, 'entitlement'), revision: Number(form.get('revision')), ...facts(form) }), () => ({ done: 'done_saved' })),
  end: async ({ ops, explain }, form) =>
    deedOf(explain, await ops.endEntitlement({ id: typed(form, 'entitlement'), revision: Number(form.get('revision')) }), ({ id, revision }) => ({ done: 'done_ended', undo: { intent: 'resume', entitlement: id, revision: String(revision) } })),
  async 'take-uses'({ ops, explain }, form) {
    const [id, count] = [typed(form, 'entitlement'), Number(typed(form, 'count'))];
    return deedOf(explain, await ops.takeEntitlementUse({ id, count }), ({ usesLeft }) => ({ done: 'done_uses', name: String(usesLeft ?? ''), undo: { intent: 'return-uses', entitlement: id, count: String(count), left: String(usesLeft ?? '') } }));
  },
  async 'return-uses'({ ops, explain }, form) {
    const [id, count, left] = [typed(form, 'entitlement'), Number(typed(form, 'count')), Number(typed(form, 'left'))];
    return deedOf(explain, await ops.returnEntitlementUse({ id, count }), ({ usesLeft }) => {
      // No more come back than were granted: what is undone is what came back.
      const returned = Math.min(count, (usesLeft ?? left) - left);
      return { done: 'done_uses', name: String(usesLeft ?? ''), ...(returned > 0 ? { undo: { intent: 'take-uses', entitlement: id, count: String(returned) } } : {}) };
    });
  },
  resume: async ({ ops, explain }, form) =>
    deedOf(explain, await ops.resumeEntitlement({ id: typed(form, 'entitlement'), revision: Number(form.get('revision')) }), ({ id, revision }) => ({ done: 'done_resumed', undo: { intent: 'end', entitlement: id, revision: String(revision) } })),
};
