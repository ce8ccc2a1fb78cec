import { identityKinds } from '../../../common/contract/people.ts';
import { roleNames } from '../../../common/contract/rights.ts';
import { languages } from '../../../common/contract/text.ts';
import type { PageContext } from '../../page-context.ts';
import { textOf } from '../../people/text-of.ts';
import { readScope, scopeValue } from './scopes.ts';
import { refused } from '../deeds.ts';
import type { Deed } from './use-deeds.ts';

type Page = Pick<PageContext, 'ops' | 'explain'>;
type Intent = (page: Page, id: string, form: FormData) => Promise<Deed>;

const given = (form: FormData) => ({ revision: Number(textOf(form, 'revision')), identity: textOf(form, 'identity'), name: textOf(form, 'name') });
const grantIn = (form: FormData) => ({ role: roleNames.find((known) => known === form.get('role')) ?? 'agent', scope: readScope(textOf(form, 'scope')) });

/** The claims of others that came along in the message that offers to undo, a line each: a person, and how they wrote the account. */
function claimsIn(text: string): { person: string; account: string }[] {
  return text.split('\n').filter((line) => line !== '').map((line) => ({ person: line.slice(0, line.indexOf(' ')), account: line.slice(line.indexOf(' ') + 1) }));
}

/** What can be done on a person's page, by the `intent` of the form. */
const intents: Readonly<Record<string, Intent>> = {
  async rename({ ops, explain }, id, form) {
    const { name, revision } = given(form);
    const language = languages.find((known) => known === form.get('language'));
    const outcome = await ops.renamePerson({ id, name, revision, ...(language === undefined ? {} : { language }) });
    const before = textOf(form, 'before');
    return outcome.ok ? { ok: true, done: 'renamed', words: { name }, ...(before === '' ? {} : { undo: { intent: 'rename', name: before, language: textOf(form, 'languageBefore'), revision: String(outcome.value.revision) } }) } : refused(explain, outcome);
  },
  async disable({ ops, explain }, id, form) {
    const { name, revision } = given(form);
    const outcome = await ops.disablePerson({ id, revision });
    return outcome.ok ? { ok: true, done: 'disabled', words: { name }, undo: { intent: 'enable', name, revision: String(outcome.value.revision) } } : refused(explain, outcome);
  },
  async enable({ ops, explain }, id, form) {
    const { name, revision } = given(form);
    const outcome = await ops.enablePerson({ id, revision });
    return outcome.ok ? { ok: true, done: 'enabled', words: { name } } : refused(explain, outcome);
  },
  async 'add-identity'({ ops, explain }, id, form) {
    const issuer = textOf(form, 'issuer').trim();
    const outcome = await ops.addIdentity({ id, kind: identityKinds.find((known) => known === form.get('kind')) ?? 'email', account: textOf(form, 'account'), ...(issuer === '' ? {} : { issuer }) });
    return outcome.ok ? { ok: true, done: 'account_added', undo: { intent: 'remove-identity', identity: outcome.value.identity } } : refused(explain, outcome);
  },
  async 'remove-identity'({ ops, explain }, id, form) {
    const outcome = await ops.removeIdentity({ id, identity: given(form).identity });
    const account = textOf(form, 'account');
    const undo = { intent: 'add-identity', kind: textOf(form, 'kind'), account, issuer: textOf(form, 'issuer') };
    return outcome.ok ? { ok: true, done: 'account_removed', ...(account === '' ? {} : { undo }) } : refused(explain, outcome);
  },
  async confirm({ ops, explain }, id, form) {
    const { identity } = given(form);
    const outcome = await ops.confirmIdentity({ id, identity });
    return outcome.ok ? { ok: true, done: 'account_confirmed', undo: { intent: 'undo-confirm', identity, claims: outcome.value.displaced.map(({ person, account }) => `${person} ${account}`).join('\n') } } : refused(explain, outcome);
  },
  async withdraw({ ops, explain }, id, form) {
    const { identity } = given(form);
    const outcome = await ops.withdrawProof({ id, identity });
    return outcome.ok ? { ok: true, done: 'account_withdrawn', undo: { intent: 'restore-proof', identity } } : refused(explain, outcome);
  },
  async 'undo-confirm'({ ops, explain }, id, form) {
    const outcome = await ops.undoConfirmation({ id, identity: given(form).identity, claims: claimsIn(textOf(form, 'claims')) });
    return outcome.ok ? { ok: true, done: 'account_claimed_again' } : refused(explain, outcome);
  },
  async 'restore-proof'({ ops, explain }, id, form) {
    const outcome = await ops.restoreProof({ id, identity: given(form).identity });
    return outcome.ok ? { ok: true, done: 'account_proven_again' } : refused(explain, outcome);
  },
  async grant({ ops, explain }, id, form) {
    const grant = grantIn(form);
    const outcome = await ops.grantRole({ id, ...grant });
    return outcome.ok ? { ok: true, done: 'role_given', undo: { intent: 'revoke', role: grant.role, scope: scopeValue(grant.scope) } } : refused(explain, outcome);
  },
  async revoke({ ops, explain }, id, form) {
    const grant = grantIn(form);
    const outcome = await ops.revokeRole({ id, ...grant });
    return outcome.ok ? { ok: true, done: 'role_taken', undo: { intent: 'grant', role: grant.role, scope: scopeValue(grant.scope) } } : refused(explain, outcome);
  },
  async 'end-session'({ ops, explain }, id, form) {
    const outcome = await ops.endPersonSession({ id, session: textOf(form, 'session') });
    return outcome.ok ? { ok: true, done: 'session_ended' } : refused(explain, outcome);
  },
  async 'end-sessions'({ ops, explain }, id) {
    const outcome = await ops.endPersonSessions({ id });
    return outcome.ok ? { ok: true, done: 'session_ended' } : refused(explain, outcome);
  },
  async merge({ ops, explain }, id, form) {
    const outcome = await ops.mergePersons({ id, other: textOf(form, 'other') });
    return outcome.ok ? { ok: true, done: 'merged', words: { gone: textOf(form, 'gone'), kept: textOf(form, 'kept') }, undo: { intent: 'undo-merge', merge: outcome.value.merge } } : refused(explain, outcome);
  },
  async 'undo-merge'({ ops, explain }, id, form) {
    const outcome = await ops.undoMerge({ id, merge: textOf(form, 'merge') });
    return outcome.ok ? { ok: true, done: 'merge_undone' } : refused(explain, outcome);
  },
  async split({ ops, explain }, id, form) {
    const { name } = given(form);
    const outcome = await ops.splitPerson({ id, identities: form.getAll('identities').map(String), name });
    return outcome.ok ? { ok: true, done: 'split_done', words: { name }, undo: { intent: 'merge', other: outcome.value.created, gone: name, kept: textOf(form, 'kept') } } : refused(explain, outcome);
  },
};

/** Does what a form of a person's page asks for; undefined when it asks for nothing known. */
export async function actOnPerson(page: Page, id: string, form: FormData): Promise<Deed | undefined> {
  const intent = textOf(form, 'intent');
  return Object.hasOwn(intents, intent) ? intents[intent]?.(page, id, form) : undefined;
}
