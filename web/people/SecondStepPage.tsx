import type { ReactNode } from 'react';
import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { signInMessages } from '../../common/locales/sign-in/index.ts';
import { pageContext } from '../page-context.ts';
import { Field } from '../public/Field.tsx';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/SecondStepPage.ts';
import { arrive } from './arrive.ts';
import { PasskeyButton } from './PasskeyButton.tsx';
import { textOf } from './text-of.ts';
import { stepCookie } from './token-cookie.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** What is still asked for, in the browser that has shown the first thing. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, secure } = context.get(pageContext);
  const token = stepCookie.read(request.headers.get('cookie'), secure);
  const [waiting, ways] = token === undefined ? [] : await Promise.all([ops.readSignInStep({ token }), ops.listSignInWays({})]);
  if (waiting?.ok !== true) throw redirect('/sign-in', 303);
  return { ...waiting.value, passkeys: waiting.value.passkeys && ways?.ok === true && ways.value.passkeys };
}

export async function action({ context, request }: Route.ActionArgs) {
  const page = context.get(pageContext);
  const token = stepCookie.read(request.headers.get('cookie'), page.secure);
  if (token === undefined) throw redirect('/sign-in', 303);
  const form = await request.formData();
  const answer = textOf(form, 'answer');
  const finish = { second_factor: () => page.ops.finishWithSecondFactor({ token, answer }), password: () => page.ops.finishWithPassword({ token, answer }), anew: () => page.ops.leaveClaimant({ token }) };
  const how = textOf(form, 'how');
  const outcome = await (how === 'password' || how === 'anew' ? finish[how] : finish.second_factor)();
  if (outcome.ok) throw arrive(outcome.value, page);
  const problem = page.explain(outcome.refusal);
  return data({ problem }, { status: problem.status });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function SecondStepPage({ loaderData, actionData }: Route.ComponentProps) {
  const shared = { language: useLanguage(), problem: actionData?.problem };
  const { needs, typed = '', service, to, passkeys } = loaderData;
  if (needs === 'other_account') return <OtherAccountView {...shared} typed={typed} service={service ?? ''} />;
  return needs === 'password' ? <PasswordStepView {...shared} typed={typed} /> : <SecondFactorView {...shared} passkeys={passkeys} to={to} />;
}

type Shared = { language: Language; problem: Problem | undefined };

export function SecondFactorView({ language, problem, passkeys, to }: Shared & { passkeys: boolean; to: string }) {
  const t = translator(signInMessages, language);
  return (
    <Step title={t('step_title')} lead={t('step_lead')} problem={problem}>
      <form method="post" action={here}>
        <Field name="answer" label={t('step_code')} problems={problem?.fields ?? []} autoComplete="one-time-code" required maxLength={40} />
        <input type="hidden" name="how" value="second_factor" />
        <p className="actions"><button type="submit" className="primary">{t('check')}</button></p>
      </form>
      {passkeys && <section className="others" aria-label={t('or')}><PasskeyButton intent="sign_in" to={to} label={t('passkey')} language={language} /></section>}
      <p className="links"><a href="/sign-in">{t('again')}</a></p>
    </Step>
  );
}

/** The mailbox was shown; somebody who only claims its address has a password here. */
export function PasswordStepView({ language, problem, typed }: Shared & { typed: string }) {
  const t = translator(signInMessages, language);
  return (
    <Step title={t('step_password_title')} lead={t('step_password_lead', { typed })} problem={problem}>
      <form method="post" action={here}>
        <Field name="answer" label={t('password')} problems={problem?.fields ?? []} type="password" autoComplete="current-password" required maxLength={200} />
        <input type="hidden" name="how" value="password" />
        <p className="actions"><button type="submit" className="primary">{t('sign_in')}</button></p>
      </form>
      <Anew lead={t('step_anew_lead')} label={t('step_anew')} />
    </Step>
  );
}

/** A service of others vouched for an address that somebody here has: theirs, by another way, or somebody else's. */
export function OtherAccountView({ language, problem, typed, service }: Shared & { typed: string; service: string }) {
  const t = translator(signInMessages, language);
  return (
    <Step title={t('step_other_title')} lead={t('step_other_lead', { typed, service })} problem={problem}>
      <form method="post" action="/sign-in">
        <input type="hidden" name="way" value="email" />
        <input type="hidden" name="address" value={typed} />
        <input type="hidden" name="to" value="/account" />
        <p className="muted small">{t('step_other_connect', { service })}</p>
        <p className="actions"><button type="submit" className="primary">{t('step_other_code')}</button></p>
      </form>
      <Anew lead={t('step_other_anew_lead')} label={t('step_other_anew')} />
    </Step>
  );
}

const here = '/sign-in/second-factor';

/** What is still asked for, and what was wrong with the last answer. */
function Step({ title, lead, problem, children }: { title: string; lead: string; problem: Problem | undefined; children: ReactNode }) {
  return (
    <div className="plain">
      <title>{title}</title>
      <meta name="robots" content="noindex" />
      <h1>{title}</h1>
      <p>{lead}</p>
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      {children}
    </div>
  );
}

/** The other answer: whoever has an account here with that address is somebody else, and one begins an own. */
function Anew({ lead, label }: { lead: string; label: string }) {
  return (
    <form className="part-small" method="post" action={here}>
      <input type="hidden" name="how" value="anew" />
      <p className="muted small">{lead}</p>
      <p className="actions"><button type="submit">{label}</button></p>
    </form>
  );
}
