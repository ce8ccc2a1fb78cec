import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import { passwordMinimum } from '../../common/contract/people.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { peopleMessages } from '../../common/locales/people/index.ts';
import { pageContext } from '../page-context.ts';
import { Field } from '../public/Field.tsx';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/SetUpPage.ts';
import { isOpenToOthers } from './connection.ts';
import { isSetUpToken, readSetUpCookie, writeSetUpCookie } from './set-up-cookie.ts';
import { textOf } from './text-of.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/**
 * The one-time link. Its token moves into a cookie before anything is drawn, so that it stays in no history and no screenshot.
 * A link that was used, has expired or was made up, and every link once there is an operator, reads like an absent page (C7).
 */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, origin, secure } = context.get(pageContext);
  const given = new URL(request.url).searchParams.get('token');
  if (given !== null) throw isSetUpToken(given) ? redirect('/set-up', { status: 303, headers: { 'set-cookie': writeSetUpCookie(given, secure) } }) : gone();
  const token = readSetUpCookie(request.headers.get('cookie'), secure);
  const check = token === undefined ? undefined : await ops.checkSetUpLink({ token });
  if (check?.ok !== true || !check.value.usable) throw gone();
  return { insecure: isOpenToOthers(origin, secure) };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { ops, explain, secure, sessionCookie } = context.get(pageContext);
  const token = readSetUpCookie(request.headers.get('cookie'), secure);
  if (token === undefined) throw gone();
  const form = await request.formData();
  const [name, email] = [textOf(form, 'name'), textOf(form, 'email')];
  const outcome = await ops.setUpOperator({ token, name, email, password: textOf(form, 'password') });
  if (outcome.ok) {
    const headers = new Headers([['set-cookie', sessionCookie(outcome.value.token)], ['set-cookie', writeSetUpCookie(null, secure)]]);
    throw redirect('/console', { status: 303, headers });
  }
  if (outcome.refusal.code === 'not_found') throw gone();
  const problem = explain(outcome.refusal);
  return data({ problem, name, email }, { status: problem.status });
}

function gone() {
  return data({ setUp: true }, { status: 404 });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function SetUpPage({ loaderData: { insecure }, actionData }: Route.ComponentProps) {
  const { name = '', email = '', problem } = actionData ?? {};
  return <SetUpView language={useLanguage()} insecure={insecure} name={name} email={email} problem={problem} />;
}

type View = { language: Language; insecure: boolean; name: string; email: string; problem: Problem | undefined };

/** The first operator: name, address, password. */
export function SetUpView({ language, insecure, name, email, problem }: View) {
  const t = translator(peopleMessages, language);
  const problems = problem?.fields ?? [];
  return (
    <form className="plain" method="post" action="/set-up">
      <title>{t('set_up_title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('set_up_title')}</h1>
      <p>{t('set_up_lead')}</p>
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      {insecure && <p className="note warn">{t('insecure')}</p>}
      <Field name="name" label={t('name')} hint={t('name_hint')} problems={problems} value={name} autoComplete="name" required maxLength={60} />
      <Field
        name="email" label={t('email')} hint={t('email_hint')} problems={problems}
        value={email} type="email" autoComplete="username" required maxLength={254}
      />
      <Field
        name="password" label={t('password')} hint={t('password_hint', { minimum: passwordMinimum })} problems={problems}
        type="password" autoComplete="new-password" required maxLength={200}
      />
      <p className="actions"><button type="submit" className="primary">{t('set_up')}</button></p>
    </form>
  );
}
