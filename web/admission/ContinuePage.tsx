import { data, redirect } from 'react-router';
import type { ApplicationStatus } from '../../common/contract/admission.ts';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { closeUp } from '../../common/i18n/words.ts';
import { applicationMessages } from '../../common/locales/application/index.ts';
import { pageContext, type PageContext } from '../page-context.ts';
import { codeCookie } from '../people/token-cookie.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/ContinuePage.ts';
import { ownHeaders } from './application.server.ts';
import { applicationCookie } from './cookies.ts';
import styles from './join.css?url';
import { JoiningContext } from './joining.ts';
import { asksForCode, humanOf } from './HumanCheck.tsx';
import { proofsOf } from './join.server.ts';
import { Problems } from './parts/Problems.tsx';
import { Proofs } from './parts/Proofs.tsx';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

const here = '/applications/continue';

/**
 * Where the code and the link of the mail lead: the address is proven, and one button hands the application in. Arriving alone does nothing. The
 * browser need not be the one in which the form was filled in: mail is read on the phone.
 */
export async function loader({ context, request }: Route.LoaderArgs) {
  const own = context.get(pageContext);
  if (own.actor.kind !== 'person') throw redirect(await wayToProve(own, request), 303);
  const { status, to } = await begunOf(own, request);
  const join = await own.ops.readJoinPage({ name: status.fleet });
  const fleet = join.ok ? join.value.fleets.find(({ key }) => key === status.fleet) : undefined;
  const { kept: _kept, ...proofs } = await proofsOf(own, request, fleet?.fields ?? []);
  return data({ status, fleet, proofs, to }, { headers: ownHeaders });
}

/** The code of this browser while it waits for one, else a new one. */
async function wayToProve({ ops, secure }: PageContext, request: Request): Promise<string> {
  const token = codeCookie.read(request.headers.get('cookie'), secure);
  const waiting = token === undefined ? undefined : await ops.readWaitingCode({ token });
  return waiting?.ok === true && waiting.value.purpose === 'sign_in' ? '/sign-in/code' : `/sign-in?to=${encodeURIComponent(here)}`;
}

/**
 * The application that waits to be handed in: the one that is named, that of this browser, else the latest of whoever is signed in. Where none
 * waits, to the one that was named, or to all of them.
 */
async function begunOf({ ops, secure }: PageContext, request: Request): Promise<{ reference: string; status: ApplicationStatus; to: string }> {
  const named = new URL(request.url).searchParams.get('application') ?? '';
  const isId = /^[0-9a-f-]{36}$/.test(named);
  const reference = isId ? named : applicationCookie.read(request.headers.get('cookie'), secure);
  const read = reference === undefined ? undefined : await ops.readApplicationStatus({ application: reference });
  if (reference !== undefined && read?.ok === true && read.value.state === 'awaiting_verification') return { reference, status: read.value, to: isId ? `${here}?application=${named}` : here };
  const own = isId ? undefined : await ops.listOwnApplications({});
  const waiting = own?.ok === true ? own.value.items.find(({ state }) => state === 'awaiting_verification') : undefined;
  const latest = waiting === undefined ? undefined : await ops.readApplicationStatus({ application: waiting.id });
  if (latest?.ok !== true) throw redirect(read?.ok === true ? `/applications/${read.value.id}` : '/account/applications', 303);
  return { reference: latest.value.id, status: latest.value, to: `${here}?application=${latest.value.id}` };
}

export async function action({ context, request }: Route.ActionArgs) {
  const own = context.get(pageContext);
  const { ops, explain } = own;
  if (own.actor.kind !== 'person') throw redirect(await wayToProve(own, request), 303);
  const { reference, status } = await begunOf(own, request);
  const form = await request.formData();
  if (asksForCode(form)) {
    const asked = await ops.askHumanCode({ fleet: status.fleet });
    if (asked.ok) return data({ problem: undefined, codeSentTo: asked.value.to }, { headers: ownHeaders });
    const refusal = explain(asked.refusal);
    return data({ problem: refusal, codeSentTo: undefined }, { status: refusal.status, headers: ownHeaders });
  }
  const human = humanOf(form);
  const outcome = await ops.verifyApplication({ application: reference, ...(human === undefined ? {} : { human }) });
  if (outcome.ok) throw redirect(`/applications/${outcome.value.id}`, 303);
  const problem = explain(outcome.refusal);
  return data({ problem, codeSentTo: undefined }, { status: problem.status, headers: ownHeaders });
}

export function headers() {
  return ownHeaders;
}

export default function ContinuePage({ loaderData: { status, fleet, proofs, to }, actionData }: Route.ComponentProps) {
  const problem = actionData?.problem;
  const parts = fleet === undefined ? undefined : <Proofs fleet={fleet} proofs={proofs} problem={problem} codeSentTo={actionData?.codeSentTo} to={to} human={false} />;
  return <ContinueView language={useLanguage()} status={status} to={to} problem={problem}>{parts}</ContinueView>;
}

export function ContinueView({ language, status: { fleetName, answers }, to = here, problem, children }: { language: Language; status: Pick<ApplicationStatus, 'fleetName' | 'answers'>; to?: string; problem: Problem | undefined; children?: React.ReactNode }) {
  const t = translator(applicationMessages, language);
  const typed = [answers.reason, answers.realName, answers.uid, answers.pullRequest, answers.question].filter((text) => text !== undefined);
  return (
    <JoiningContext value={{ language, now: '', timeZone: 'UTC' }}>
      <form className="plain join" method="post" action={to}>
        <title>{t('continue_title')}</title>
        <meta name="robots" content="noindex" />
        <h1>{t('continue_title')}</h1>
        <Problems problem={problem} />
        <p>{closeUp(t('continue_lead', { name: fleetName }), [fleetName])}</p>
        {typed.length > 0 && <ul className="note">{typed.map((text) => <li key={text}>{text}</li>)}</ul>}
        {children}
        <p className="actions"><button type="submit" className="primary">{t('continue_send')}</button></p>
      </form>
    </JoiningContext>
  );
}
