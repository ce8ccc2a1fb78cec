import { randomUUID } from 'node:crypto';
import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import type { JoinFleetPage, JoinPage } from '../../common/contract/join.ts';
import { pageContext, type PageContext } from '../page-context.ts';
import { codeCookie, proofCookie } from '../people/token-cookie.ts';
import { consentOf } from '../privacy/ConsentNote.tsx';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/JoinPage.ts';
import { ownHeaders } from './application.server.ts';
import { applicationCookie, groupInvitationCookie } from './cookies.ts';
import styles from './join.css?url';
import { applicantOf, askedIn, invitationHere, proofsOf, readJoin, standingIn } from './join.server.ts';
import { asksForCode, humanOf } from './HumanCheck.tsx';
import { addressOf, JoinView } from './JoinView.tsx';
import { Proofs } from './parts/Proofs.tsx';
import { answersOf, nothingTyped, typedIn, type Typed } from './typed.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

/** The same for all strangers of a minute; whoever is signed in or was invited gets a page of their own. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const own = context.get(pageContext);
  const url = new URL(request.url);
  const page = await readJoin(context, params.name, url);
  const fleet = page.fleets.length === 1 ? page.fleets[0]?.key : undefined;
  const notice = await own.ops.readPrivacyNotice({ form: 'application' });
  const isOwn = own.actor.kind === 'person' || url.searchParams.has('invited');
  const [applicant, standing, invitation, proofs] = await Promise.all([applicantOf(own), fleet === undefined ? undefined : standingIn(own, fleet, askedIn(url).group), isOwn ? invitationHere(own, request, fleet) : undefined, proofsOf(own, request, page.fleets[0]?.fields ?? [])]);
  const { kept, ...proven } = proofs;
  const typed = kept === undefined ? nothingTyped : typedIn(kept);
  return data(
    { page, applicant, standing, invited: invitation !== undefined, beside: invitation?.priority === 'contributor' || invitation?.priority === 'staff', notice: notice.ok ? notice.value : undefined, group: askedIn(url).group, typed: { ...typed, key: isOwn ? randomUUID() : '' }, proofs: proven, origin: own.origin, now: own.now.toISOString() },
    { headers: isOwn ? ownHeaders : { 'lichun-cache': 'minute' } },
  );
}

export const headers: Route.HeadersFunction = ({ loaderHeaders, actionHeaders }) => (actionHeaders.has('lichun-page') ? actionHeaders : loaderHeaders);

/** Applies as whoever is signed in; everybody else proves their address first, and nothing is checked before that. */
export async function action({ context, request, params }: Route.ActionArgs) {
  const own = context.get(pageContext);
  const page = await readJoin(context, params.name, new URL(request.url));
  const fleet = page.fleets.length === 1 ? page.fleets[0] : undefined;
  // Also where a seat has become free since the form was shown: whoever filled it is decided.
  if (fleet === undefined) throw data(null, { status: 404 });
  const form = await request.formData();
  const typed = typedIn(form);
  const invitation = (await invitationHere(own, request, fleet.key))?.token;
  const applicant = await applicantOf(own);
  const sent = { page, fleet, form, typed, invitation };
  const answer = { typed, invited: invitation !== undefined };
  const refused = (problem: Problem) => data({ ...answer, problem, codeSentTo: typed.codeSentTo === '' ? undefined : typed.codeSentTo }, { status: problem.status, headers: ownHeaders });
  if (asksForCode(form)) {
    const asked = await own.ops.askHumanCode({ fleet: fleet.key });
    return asked.ok ? data({ ...answer, problem: undefined, codeSentTo: asked.value.to }, { headers: ownHeaders }) : refused(own.explain(asked.refusal));
  }
  const problem = applicant.kind === 'person' && applicant.email !== undefined ? await apply(own, sent) : await begin(own, sent);
  return refused(problem);
}

type Sent = { page: JoinPage; fleet: JoinFleetPage; form: FormData; typed: Typed; invitation: string | undefined };

function inputOf({ page, fleet, form, typed, invitation }: Sent) {
  const human = humanOf(form);
  const { group } = askedIn(new URL(`http://form/?group=${encodeURIComponent(String(form.get('group') ?? ''))}`));
  return {
    fleet: fleet.key, answers: answersOf(typed), entrance: group !== undefined ? ('number' as const) : page.kind === 'topic' ? ('topic' as const) : ('link' as const), ...consentOf(form),
    ...(human === undefined ? {} : { human }), ...(group === undefined ? {} : { group }), ...(invitation === undefined ? {} : { invitation }),
  };
}

async function apply({ ops, opsOnce, explain, secure }: PageContext, sent: Sent) {
  const outcome = await (sent.typed.key === '' ? ops : opsOnce(sent.typed.key)).applyToFleet(inputOf(sent));
  if (outcome.ok) throw redirect(`/applications/${outcome.value.id}`, { status: 303, ...(sent.invitation === undefined ? {} : { headers: { 'set-cookie': groupInvitationCookie.write(null, secure) } }) });
  return explain(outcome.refusal);
}

/** Whoever is signed in makes the address theirs; everybody else signs in by it. */
async function begin({ ops, actor, explain, secure, language }: PageContext, sent: Sent) {
  const outcome = await ops.beginApplication({ ...inputOf(sent), email: sent.typed.email, language });
  if (!outcome.ok) return explain(outcome.refusal);
  const [cookie, to] = actor.kind === 'person' ? [proofCookie, '/account/prove'] : [codeCookie, '/sign-in/code'];
  const headers = new Headers([['set-cookie', cookie.write(outcome.value.signIn, secure)], ['set-cookie', applicationCookie.write(outcome.value.application, secure)]]);
  if (sent.invitation !== undefined) headers.append('set-cookie', groupInvitationCookie.write(null, secure));
  throw redirect(to, { status: 303, headers });
}

export default function JoinPageRoute({ loaderData, actionData }: Route.ComponentProps) {
  const { proofs, ...shown } = loaderData;
  const [fleet] = shown.page.fleets;
  const hasProven = shown.applicant.kind === 'person' && shown.applicant.email !== undefined;
  const problem = actionData?.problem;
  const codeSentTo = actionData?.codeSentTo;
  const parts = fleet === undefined || !hasProven ? undefined : <Proofs fleet={fleet} proofs={proofs} problem={problem} codeSentTo={codeSentTo} to={addressOf(fleet.address, shown.group)} />;
  return <JoinView language={useLanguage()} {...shown} invited={actionData?.invited ?? shown.invited} typed={actionData?.typed ?? shown.typed} problem={problem} human={parts} />;
}


