import { data, redirect } from 'react-router';
import type { ApplicationStatus } from '../../common/contract/admission.ts';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { closeUp } from '../../common/i18n/words.ts';
import { applicationMessages } from '../../common/locales/application/index.ts';
import { pageContext } from '../page-context.ts';
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

/** Where the code of the mail leads: the address is proven, and one button hands the application in. Arriving alone does nothing. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, actor, secure } = context.get(pageContext);
  const token = applicationCookie.read(request.headers.get('cookie'), secure);
  if (token === undefined) throw redirect('/account/applications', 303);
  if (actor.kind !== 'person') throw redirect(`/sign-in?to=${encodeURIComponent(here)}`, 303);
  const read = await ops.readApplicationStatus({ application: token });
  if (!read.ok) throw redirect('/account/applications', 303);
  if (read.value.state !== 'awaiting_verification') throw redirect(`/applications/${read.value.id}`, 303);
  const join = await ops.readJoinPage({ name: read.value.fleet });
  const fleet = join.ok ? join.value.fleets.find(({ key }) => key === read.value.fleet) : undefined;
  const { kept: _kept, ...proofs } = await proofsOf(context.get(pageContext), request, fleet?.fields ?? []);
  return data({ status: read.value, fleet, proofs }, { headers: ownHeaders });
}

export async function action({ context, request }: Route.ActionArgs) {
  const { ops, explain, secure } = context.get(pageContext);
  const token = applicationCookie.read(request.headers.get('cookie'), secure);
  if (token === undefined) throw redirect('/account/applications', 303);
  const form = await request.formData();
  if (asksForCode(form)) {
    const read = await ops.readApplicationStatus({ application: token });
    const asked = read.ok ? await ops.askHumanCode({ fleet: read.value.fleet }) : read;
    if (asked.ok) return data({ problem: undefined, codeSentTo: asked.value.to }, { headers: ownHeaders });
    const refusal = explain(asked.refusal);
    return data({ problem: refusal, codeSentTo: undefined }, { status: refusal.status, headers: ownHeaders });
  }
  const human = humanOf(form);
  const outcome = await ops.verifyApplication({ application: token, ...(human === undefined ? {} : { human }) });
  if (outcome.ok) throw redirect(`/applications/${outcome.value.id}`, 303);
  const problem = explain(outcome.refusal);
  return data({ problem, codeSentTo: undefined }, { status: problem.status, headers: ownHeaders });
}

export function headers() {
  return ownHeaders;
}

export default function ContinuePage({ loaderData: { status, fleet, proofs }, actionData }: Route.ComponentProps) {
  const problem = actionData?.problem;
  const parts = fleet === undefined ? undefined : <Proofs fleet={fleet} proofs={proofs} problem={problem} codeSentTo={actionData?.codeSentTo} to={here} human={false} />;
  return <ContinueView language={useLanguage()} status={status} problem={problem}>{parts}</ContinueView>;
}

export function ContinueView({ language, status: { fleetName, answers }, problem, children }: { language: Language; status: Pick<ApplicationStatus, 'fleetName' | 'answers'>; problem: Problem | undefined; children?: React.ReactNode }) {
  const t = translator(applicationMessages, language);
  const typed = [answers.reason, answers.realName, answers.uid, answers.pullRequest, answers.question].filter((text) => text !== undefined);
  return (
    <JoiningContext value={{ language, now: '', timeZone: 'UTC' }}>
      <form className="plain join" method="post" action={here}>
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
