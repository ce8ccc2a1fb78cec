import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { peopleMessages } from '../../common/locales/people/index.ts';
import { pageContext } from '../page-context.ts';
import { Field } from '../public/Field.tsx';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/SignInPage.ts';
import { isOpenToOthers } from './connection.ts';
import { returnPath } from './return-path.ts';
import { textOf } from './text-of.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export function loader({ context, request }: Route.LoaderArgs) {
  const { actor, origin, secure } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  if (actor.kind === 'person') throw redirect(returnPath(query.get('to')), 303);
  return { to: returnPath(query.get('to')), signedOut: query.get('out') === '1', insecure: isOpenToOthers(origin, secure) };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { ops, explain, sessionCookie } = context.get(pageContext);
  const form = await request.formData();
  const email = textOf(form, 'email');
  const outcome = await ops.signIn({ email, password: textOf(form, 'password') });
  if (outcome.ok) throw redirect(returnPath(textOf(form, 'to')), { status: 303, headers: { 'set-cookie': sessionCookie(outcome.value.token) } });
  const problem = explain(outcome.refusal);
  return data({ problem, email, to: returnPath(textOf(form, 'to')) }, { status: problem.status });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function SignInPage({ loaderData: { to, signedOut, insecure }, actionData }: Route.ComponentProps) {
  const again = actionData ?? { to, email: '', problem: undefined };
  return <SignInView language={useLanguage()} {...again} signedOut={signedOut && actionData === undefined} insecure={insecure} />;
}

type View = { language: Language; to: string; email: string; problem: Problem | undefined; signedOut: boolean; insecure: boolean };

/** For operators; nobody needs it to get help. */
export function SignInView({ language, to, email, problem, signedOut, insecure }: View) {
  const t = translator(peopleMessages, language);
  return (
    <form className="plain" method="post" action="/sign-in">
      <title>{t('sign_in_title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('sign_in_title')}</h1>
      <p className="muted">{t('sign_in_lead')}</p>
      {signedOut && <p className="note good">{t('signed_out')}</p>}
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      {insecure && <p className="note warn">{t('insecure')}</p>}
      <Field name="email" label={t('email')} problems={problem?.fields ?? []} value={email} type="email" autoComplete="username" required maxLength={254} />
      <Field name="password" label={t('password')} problems={problem?.fields ?? []} type="password" autoComplete="current-password" required maxLength={200} />
      <input type="hidden" name="to" value={to} />
      <p className="actions"><button type="submit" className="primary">{t('sign_in')}</button></p>
    </form>
  );
}
