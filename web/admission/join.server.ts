import { redirect, type RouterContextProvider } from 'react-router';
import type { Priority } from '../../common/contract/fleet.ts';
import type { JoinPage } from '../../common/contract/join.ts';
import { pageContext, type PageContext } from '../page-context.ts';
import { groupInvitationCookie } from './cookies.ts';
import { forgeNews, type ForgeNews } from './forge.ts';
import type { Standing } from './JoinView.tsx';
import type { Applicant } from './parts/JoinForm.tsx';
import type { OwnProofs } from './parts/Proofs.tsx';

type Context = Readonly<RouterContextProvider>;

const keyForm = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const asKey = (text: string | null) => (text !== null && text.length <= 48 && keyForm.test(text) ? text : undefined);

/** What the address asks for besides the name: one fleet of a topic, and a group by its number. */
export function askedIn(url: URL): { fleet: string | undefined; group: string | undefined } {
  return { fleet: asKey(url.searchParams.get('fleet')), group: asKey(url.searchParams.get('group')) };
}

/** What a name below /g/ leads to; an earlier name leads on to the one in use, with the rest of the address. */
export async function readJoin(context: Context, name: string, url: URL): Promise<JoinPage> {
  const { ops, explain } = context.get(pageContext);
  const { fleet } = askedIn(url);
  const read = await ops.readJoinPage({ name, ...(fleet === undefined ? {} : { fleet }) });
  if (!read.ok) {
    const problem = explain(read.refusal);
    throw Response.json(problem, { status: read.refusal.code === 'invalid_input' ? 404 : problem.status });
  }
  // For a while only: names may move again, and a browser would remember for ever.
  if (read.value.name !== name) throw redirect(`/g/${read.value.name}${url.search}`, { status: 301, headers: { 'cache-control': 'public, max-age=300' } });
  return read.value;
}

/** Who fills the form: the first proven address of whoever is signed in. */
export async function applicantOf({ actor, ops }: PageContext): Promise<Applicant> {
  if (actor.kind !== 'person') return { kind: 'stranger' };
  const account = await ops.readAccount({});
  if (!account.ok) return { kind: 'stranger' };
  const email = account.value.identities.find(({ kind, provenAt }) => kind === 'email' && provenAt !== undefined)?.typed;
  return { kind: 'person', name: account.value.name, email };
}

const living = ['awaiting_verification', 'awaiting_correction', 'in_review', 'waitlisted', 'approved'];

/**
 * What whoever is signed in has in the fleet already: a seat, or an application that lives. `asked`: key of the group that they ask for. A seat in
 * an archived group stands in the way of nothing.
 */
export async function standingIn({ actor, ops }: PageContext, fleet: string, asked?: string): Promise<Standing | undefined> {
  if (actor.kind !== 'person') return undefined;
  const [groups, applications] = await Promise.all([ops.listOwnGroups({}), ops.listOwnApplications({})]);
  const applied = applications.ok ? applications.value.items.find((one) => one.fleet === fleet && living.includes(one.state)) : undefined;
  if (applied !== undefined) return { kind: 'applied', to: `/applications/${applied.id}` };
  const seats = groups.ok ? groups.value.items.filter((one) => one.fleet === fleet && one.state === 'member') : [];
  const open = seats.filter(({ groupState }) => groupState !== 'archived');
  const seat = open.find(({ key }) => key === asked) ?? open[0] ?? seats[0];
  if (seat === undefined) return undefined;
  const shown = { group: seat.name, to: seat.memberPage ? `/groups/${seat.group}` : '/account/applications' };
  return open.length === 0 ? { kind: 'archived', ...shown } : { kind: 'member', elsewhere: asked !== undefined && seat.key !== asked, ...shown };
}

/** What whoever is signed in has proven elsewhere, and what they had typed before they went there. */
export async function proofsOf(own: PageContext, request: Request, fields: readonly { name: string }[]): Promise<OwnProofs & { kept: FormData | undefined }> {
  if (own.actor.kind !== 'person' || !fields.some(({ name }) => name === 'pullRequest')) return { forges: [], news: undefined, kept: undefined };
  const [forges, news] = await Promise.all([own.ops.listOwnForges({}), forgeNews(own, request)]);
  const told: Pick<ForgeNews, 'name' | 'result'> | undefined = news === undefined ? undefined : { name: news.name, result: news.result };
  return { forges: forges.ok ? forges.value.items.map(({ key, name, account }) => ({ key, name, account })) : [], news: told, kept: news?.kept };
}

/** The invitation of this browser, when it leads to this fleet. */
export async function invitationHere({ ops, secure }: PageContext, request: Request, fleet: string | undefined): Promise<{ token: string; priority: Priority | undefined } | undefined> {
  const token = groupInvitationCookie.read(request.headers.get('cookie'), secure);
  if (token === undefined || fleet === undefined) return undefined;
  const invitation = await ops.readGroupInvitation({ token });
  return invitation.ok && invitation.value.fleet === fleet ? { token, priority: invitation.value.priority } : undefined;
}
