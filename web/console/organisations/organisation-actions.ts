import { dayLater } from '../../../common/contract/day.ts';
import { domainJoinings, namingKinds } from '../../../common/contract/organisations.ts';
import type { PageContext } from '../../page-context.ts';
import { deedOf, fileIn, given, typed, type Deed } from './deeds.ts';

type Page = Pick<PageContext, 'ops' | 'explain'>;
type Intent = (page: Page, organisation: string, form: FormData) => Promise<Deed>;

/** What people write as the last day is, for programs, the day after. */
function daysIn(form: FormData): { from?: string; until?: string } {
  const [from, last] = [typed(form, 'from'), typed(form, 'lastDay')];
  return { ...(from === '' ? {} : { from }), ...(/^\d{4}-\d{2}-\d{2}$/.test(last) ? { until: dayLater(last, 1) } : {}) };
}

/** Everything that can be done on the page of an organisation, by the `intent` of the form. */
export const organisationIntents: Readonly<Record<string, Intent>> = {
  async save({ ops, explain }, id, form) {
    const aliases = typed(form, 'aliases').split('\n').map((line) => line.trim()).filter((line) => line !== '');
    const domainJoining = domainJoinings.find((known) => known === form.get('domainJoining')) ?? 'suggest';
    return deedOf(explain, await ops.updateOrganisation({ id, revision: Number(form.get('revision')), name: typed(form, 'name'), aliases, note: typed(form, 'note'), domainJoining }), () => ({ done: 'done_saved' }));
  },
  archive: async ({ ops, explain }, id) => deedOf(explain, await ops.archiveOrganisation({ id }), ({ name }) => ({ done: 'done_archived', name, undo: { intent: 'restore' } })),
  restore: async ({ ops, explain }, id) => deedOf(explain, await ops.restoreOrganisation({ id }), ({ name }) => ({ done: 'done_restored', name, undo: { intent: 'archive' } })),
  'add-department': async ({ ops, explain }, organisation, form) =>
    deedOf(explain, await ops.createDepartment({ organisation, name: typed(form, 'name'), ...given(form, 'parent') }), ({ id, name }) => ({ done: 'done_department_added', name, undo: { intent: 'archive-department', department: id } })),
  async 'save-department'({ ops, explain }, _organisation, form) {
    const parent = typed(form, 'parent');
    return deedOf(explain, await ops.updateDepartment({ id: typed(form, 'department'), revision: Number(form.get('revision')), name: typed(form, 'name'), parent: parent === '' ? null : parent }), () => ({ done: 'done_saved' }));
  },
  'archive-department': async ({ ops, explain }, _organisation, form) =>
    deedOf(explain, await ops.archiveDepartment({ id: typed(form, 'department') }), ({ id, name }) => ({ done: 'done_archived', name, undo: { intent: 'restore-department', department: id } })),
  'restore-department': async ({ ops, explain }, _organisation, form) => deedOf(explain, await ops.restoreDepartment({ id: typed(form, 'department') }), ({ name }) => ({ done: 'done_restored', name })),
  async 'add-member'({ ops, explain }, organisation, form) {
    const kind = namingKinds.find((known) => known === form.get('kind')) ?? 'email';
    const product = typed(form, 'product');
    const added = await ops.addMember({ organisation, account: { kind, value: typed(form, 'account'), ...(product === '' ? {} : { product }) }, ...given(form, 'name'), ...given(form, 'department'), ...given(form, 'title'), ...daysIn(form) });
    return deedOf(explain, added, ({ id, name }) => ({ done: 'done_member_added', name, undo: { intent: 'remove-member', member: id } }));
  },
  async 'save-member'({ ops, explain }, _organisation, form) {
    const department = typed(form, 'department');
    const { from, until } = daysIn(form);
    return deedOf(explain, await ops.updateMember({ id: typed(form, 'member'), revision: Number(form.get('revision')), department: department === '' ? null : department, title: typed(form, 'title'), ...(from === undefined ? {} : { from }), until: until ?? null }), () => ({ done: 'done_saved' }));
  },
  'accept-member': async ({ ops, explain }, _organisation, form) => deedOf(explain, await ops.acceptMember({ id: typed(form, 'member') }), ({ id, name }) => ({ done: 'done_member_added', name, undo: { intent: 'remove-member', member: id } })),
  'remove-member': async ({ ops, explain }, _organisation, form) => deedOf(explain, await ops.removeMember({ id: typed(form, 'member') }), ({ id, name }) => ({ done: 'done_member_removed', name, undo: { intent: 'restore-member', member: id } })),
  'restore-member': async ({ ops, explain }, _organisation, form) => deedOf(explain, await ops.restoreMember({ id: typed(form, 'member') }), ({ name }) => ({ done: 'done_member_added', name })),
  'add-domain': async ({ ops, explain }, organisation, form) => deedOf(explain, await ops.addDomain({ organisation, domain: typed(form, 'domain') }), ({ id, domain }) => ({ done: 'done_domain_added', name: domain, undo: { intent: 'remove-domain', domain: id } })),
  'check-domain': async ({ ops, explain }, _organisation, form) => deedOf(explain, await ops.checkDomain({ id: typed(form, 'domain') }), ({ domain }) => ({ done: 'done_domain_verified', name: domain })),
  'vouch-for-domain': async ({ ops, explain }, _organisation, form) => deedOf(explain, await ops.vouchForDomain({ id: typed(form, 'domain') }), ({ domain }) => ({ done: 'done_domain_verified', name: domain })),
  'remove-domain': async ({ ops, explain }, _organisation, form) => deedOf(explain, await ops.removeDomain({ id: typed(form, 'domain') }), ({ id, domain }) => ({ done: 'done_domain_removed', name: domain, undo: { intent: 'restore-domain', domain: id } })),
  'restore-domain': async ({ ops, explain }, _organisation, form) => deedOf(explain, await ops.restoreDomain({ id: typed(form, 'domain') }), ({ domain }) => ({ done: 'done_domain_added', name: domain })),
  async 'submit-certificate'({ ops, explain }, organisation, form) {
    const document = (await fileIn(form, 'document')) ?? { name: 'file', content: '' };
    return deedOf(explain, await ops.submitCertificate({ organisation, issuer: typed(form, 'issuer'), number: typed(form, 'number'), ...given(form, 'validUntil'), document }), ({ id }) => ({ done: 'done_certificate_submitted', undo: { intent: 'remove-certificate', certificate: id } }));
  },
  async 'decide-certificate'({ ops, explain }, _organisation, form) {
    const decision = (['verified', 'rejected', 'submitted'] as const).find((known) => known === form.get('decision')) ?? 'submitted';
    const decided = await ops.decideCertificate({ id: typed(form, 'certificate'), revision: Number(form.get('revision')), decision, ...given(form, 'reason') });
    return deedOf(explain, decided, ({ id, revision }) => ({ done: decision === 'submitted' ? 'done_certificate_reopened' : `done_certificate_${decision}`, ...(decision === 'submitted' ? {} : { undo: { intent: 'decide-certificate', certificate: id, revision: String(revision), decision: 'submitted' } }) }));
  },
  'remove-certificate': async ({ ops, explain }, _organisation, form) => deedOf(explain, await ops.removeCertificate({ id: typed(form, 'certificate') }), ({ id }) => ({ done: 'done_certificate_removed', undo: { intent: 'restore-certificate', certificate: id } })),
  'restore-certificate': async ({ ops, explain }, _organisation, form) => deedOf(explain, await ops.restoreCertificate({ id: typed(form, 'certificate') }), () => ({ done: 'done_certificate_submitted' })),
};
