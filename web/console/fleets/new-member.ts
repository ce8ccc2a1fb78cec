import { priorities } from '../../../common/contract/fleet.ts';
import { identityKinds } from '../../../common/contract/people.ts';
import type { Problem } from '../../../common/contract/problem.ts';
import { pageContext, type PageContext } from '../../page-context.ts';
import { typed } from '../organisations/deeds.ts';
import { mayDo } from '../people/may-do.ts';
import { peopleTexts } from '../people/text.ts';
import { mayIn } from './may-in.ts';
import type { Route } from './+types/new-member.ts';

/** Who was let in, and where their application is read. */
export type Added = { person: string; name: string; state: string; group: string | undefined; already: boolean; told: boolean; application: string | undefined };
export type NewMemberAnswer = { ok: true; added: Added } | { ok: false; problem: Problem };

/** There is no such thing for who may not let anybody in, nor in a fleet that is not there. */
async function hideFrom({ actor, ops }: Pick<PageContext, 'actor' | 'ops'>, fleet: string): Promise<void> {
  if (!mayIn(actor, 'members.manage', fleet) || !(await ops.readFleetStanding({ fleet })).ok) throw new Response(null, { status: 404 });
}

/** Persons for the dialog that adds one, as far as the reader may look persons up, and what the dialog says. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const { ops, actor, language } = page;
  await hideFrom(page, params.fleet);
  const search = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 100);
  const found = search === '' || !mayDo(actor, 'people.read') ? undefined : await ops.listPersons({ search, limit: 8 });
  return {
    texts: peopleTexts(language), search, mayFind: mayDo(actor, 'people.read'),
    priorities: priorities.filter((priority) => mayIn(actor, priority === 'staff' ? 'staff.manage' : 'applications.decide', params.fleet)),
    found: found?.ok === true ? found.value.items.map(({ id, name, identities }) => ({ id, name, accounts: identities.map((identity) => identity.typed) })) : undefined,
    more: found?.ok === true && found.value.next !== undefined,
  };
}

/** Lets one person in by the word of whoever asks; what the operation refuses is said at its field. */
export async function action({ context, params, request }: Route.ActionArgs): Promise<NewMemberAnswer> {
  const page = context.get(pageContext);
  const { actor, opsOnce, explain } = page;
  await hideFrom(page, params.fleet);
  const form = await request.formData();
  const [person, account, issuer, name, group] = [typed(form, 'person'), typed(form, 'account'), typed(form, 'issuer'), typed(form, 'name'), typed(form, 'wanted')];
  const kind = identityKinds.find((known) => known === typed(form, 'kind')) ?? 'email';
  const priority = priorities.find((known) => known === typed(form, 'priority'));
  const who = person === '' ? { account: { kind, account, ...(issuer === '' ? {} : { issuer }) }, ...(name === '' ? {} : { name }) } : { person };
  const outcome = await opsOnce(typed(form, 'once')).addFleetMember({ fleet: params.fleet, ...who, ...(priority === undefined ? {} : { priority }), ...(group === '' ? {} : { group }), ...(typed(form, 'inside') === '' ? {} : { inside: true }) });
  if (!outcome.ok) return { ok: false, problem: explain(outcome.refusal) };
  const { value } = outcome;
  const shown = typed(form, 'shown');
  return { ok: true, added: { person: value.person, name: shown === '' ? (name === '' ? account : name) : shown, state: value.state, group: value.group?.name, already: value.already, told: value.told, application: mayIn(actor, 'applications.decide', params.fleet) ? value.application : undefined } };
}
