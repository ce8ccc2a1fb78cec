import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { signInMessages } from '../../common/locales/sign-in/index.ts';
import { applicationCookie } from '../admission/cookies.ts';
import { pageContext } from '../page-context.ts';
import { Field } from '../public/Field.tsx';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/SignInCodePage.ts';
import { arrive } from './arrive.ts';
import { textOf } from './text-of.ts';
import { codeCookie } from './token-cookie.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Where it goes on when no code is waited for: to the application that was begun here, which says how it stands, else to the beginning. */
function elsewhere(request: Request, secure: boolean): string {
  return applicationCookie.read(request.headers.get('cookie'), secure) === undefined ? '/sign-in' : '/applications/status';
}

/** Where the digits are entered, in the browser that asked for them. Without its cookie there is nothing to wait for. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, secure } = context.get(pageContext);
  const token = codeCookie.read(request.headers.get('cookie'), secure);
  const waiting = token === undefined ? undefined : await ops.readWaitingCode({ token });
  if (waiting?.ok !== true || waiting.value.purpose !== 'sign_in') throw redirect(elsewhere(request, secure), 303);
  return { kind: waiting.value.kind, typed: waiting.value.typed };
}

export async function action({ context, request }: Route.ActionArgs) {
  const page = context.get(pageContext);
  const token = codeCookie.read(request.headers.get('cookie'), page.secure);
  if (token === undefined) throw redirect(elsewhere(request, page.secure), 303);
  const outcome = await page.ops.enterSignInCode({ token, code: textOf(await request.formData(), 'code') });
  if (outcome.ok) throw arrive(outcome.value, page);
  // The link of the same mail was opened, perhaps on a phone: here is nothing to be typed any more.
  if (!(await page.ops.readWaitingCode({ token })).ok) throw redirect(elsewhere(request, page.secure), 303);
  const problem = page.explain(outcome.refusal);
  return data({ problem }, { status: problem.status });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function SignInCodePage({ loaderData, actionData }: Route.ComponentProps) {
  return <SignInCodeView language={useLanguage()} {...loaderData} problem={actionData?.problem} />;
}

export function SignInCodeView({ language, kind, typed, problem }: { language: Language; kind: 'email' | 'phone'; typed: string; problem: Problem | undefined }) {
  const t = translator(signInMessages, language);
  return (
    <form className="plain" method="post" action="/sign-in/code">
      <title>{t('code_title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('code_title')}</h1>
      <p>{t(kind === 'email' ? 'code_sent_email' : 'code_sent_phone', { typed })}</p>
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      <Field name="code" label={t('code')} hint={t(kind === 'email' ? 'code_hint' : 'code_hint_sms')} problems={problem?.fields ?? []} inputMode="numeric" autoComplete="one-time-code" required maxLength={20} />
      <p className="actions"><button type="submit" className="primary">{t('check')}</button></p>
      <p className="muted small">{t('not_arrived')}</p>
      <p className="links"><a href="/sign-in">{t('another')}</a></p>
    </form>
  );
}
