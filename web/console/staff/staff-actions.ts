import { roleNames } from '../../../common/contract/rights.ts';
import { languages } from '../../../common/contract/text.ts';
import type { PageContext } from '../../page-context.ts';
import { textOf } from '../../people/text-of.ts';
import { readScope, scopeValue } from '../people/scopes.ts';
import { refused } from '../deeds.ts';
import type { Deed } from '../people/use-deeds.ts';
import { rolesOfInvitation } from './invitation-roles.ts';

type Page = Pick<PageContext, 'ops' | 'explain'>;
type Intent = (page: Page, form: FormData) => Promise<Deed>;

const roleIn = (form: FormData, name: string) => roleNames.find((known) => known === form.get(name)) ?? 'agent';
const teamIn = (form: FormData) => ({ key: textOf(form, 'key'), revision: Number(textOf(form, 'revision')) });

function teamName(form: FormData) {
  const [chinese, english] = [textOf(form, 'chinese').trim(), textOf(form, 'english').trim()];
  return { ...(chinese === '' ? {} : { 'zh-CN': chinese }), ...(english === '' ? {} : { en: english }) };
}

const intents: Readonly<Record<string, Intent>> = {
  async invite({ ops, explain }, form) {
    const grants = Array.from({ length: rolesOfInvitation }, (_one, index) => index).flatMap((index) => (form.has(`role${index}`) ? [{ role: roleIn(form, `role${index}`), scope: readScope(textOf(form, `scope${index}`)) }] : []));
    const [email, note] = [textOf(form, 'email'), textOf(form, 'note').trim()];
    const language = languages.find((known) => known === form.get('language'));
    const outcome = await ops.inviteStaff({ email, grants, days: textOf(form, 'days'), ...(note === '' ? {} : { note }), ...(language === undefined ? {} : { language }) });
    return outcome.ok ? { ok: true, done: 'invited', words: { email: outcome.value.email }, undo: { intent: 'revoke-invitation', id: outcome.value.id } } : refused(explain, outcome);
  },
  async 'resend-invitation'({ ops, explain }, form) {
    const outcome = await ops.resendInvitation({ id: textOf(form, 'id') });
    return outcome.ok ? { ok: true, done: 'invitation_sent_again' } : refused(explain, outcome);
  },
  async 'revoke-invitation'({ ops, explain }, form) {
    const outcome = await ops.revokeInvitation({ id: textOf(form, 'id') });
    return outcome.ok ? { ok: true, done: 'invitation_revoked' } : refused(explain, outcome);
  },
  async revoke({ ops, explain }, form) {
    const grant = { role: roleIn(form, 'role'), scope: readScope(textOf(form, 'scope')) };
    const id = textOf(form, 'id');
    const outcome = await ops.revokeRole({ id, ...grant });
    return outcome.ok ? { ok: true, done: 'role_taken', undo: { intent: 'grant', id, role: grant.role, scope: scopeValue(grant.scope) } } : refused(explain, outcome);
  },
  async grant({ ops, explain }, form) {
    const outcome = await ops.grantRole({ id: textOf(form, 'id'), role: roleIn(form, 'role'), scope: readScope(textOf(form, 'scope')) });
    return outcome.ok ? { ok: true, done: 'role_given' } : refused(explain, outcome);
  },
  async 'create-team'({ ops, explain }, form) {
    const outcome = await ops.createTeam({ key: textOf(form, 'key').trim(), name: teamName(form) });
    return outcome.ok ? { ok: true, done: 'team_saved' } : refused(explain, outcome);
  },
  async 'rename-team'({ ops, explain }, form) {
    const outcome = await ops.renameTeam({ ...teamIn(form), name: teamName(form) });
    return outcome.ok ? { ok: true, done: 'team_saved' } : refused(explain, outcome);
  },
  async 'archive-team'({ ops, explain }, form) {
    const outcome = await ops.archiveTeam(teamIn(form));
    return outcome.ok ? { ok: true, done: 'team_archived', undo: { intent: 'restore-team', key: outcome.value.key, revision: String(outcome.value.revision) } } : refused(explain, outcome);
  },
  async 'restore-team'({ ops, explain }, form) {
    const outcome = await ops.restoreTeam(teamIn(form));
    return outcome.ok ? { ok: true, done: 'team_restored' } : refused(explain, outcome);
  },
  async policy({ ops, explain }, form) {
    const secondFactorRequired = form.get('required') === 'true';
    const outcome = await ops.updateStaffPolicy({ secondFactorRequired, revision: Number(textOf(form, 'revision')) });
    if (!outcome.ok) return refused(explain, outcome);
    return { ok: true, done: secondFactorRequired ? 'policy_on' : 'policy_off', undo: { intent: 'policy', required: String(!secondFactorRequired), revision: String(outcome.value.revision) } };
  },
};

/** Does what a form of the staff page asks for; undefined when it asks for nothing known. */
export async function actOnStaff(page: Page, form: FormData): Promise<Deed | undefined> {
  const intent = textOf(form, 'intent');
  return Object.hasOwn(intents, intent) ? intents[intent]?.(page, form) : undefined;
}
