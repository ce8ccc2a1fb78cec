import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { accountMessages } from '../../common/locales/account/index.ts';
import { pageContext } from '../page-context.ts';
import { textOf } from '../people/text-of.ts';
import { returnPath } from '../people/return-path.ts';
import { proofCookie } from '../people/token-cookie.ts';
import { Field } from '../public/Field.tsx';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/ProvePage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Where the digits that were sent to an address of one's own are entered; then it goes on with what was begun with it. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, secure } = context.get(pageContext);
  const token = proofCookie.read(request.headers.get('cookie'), secure);
  const waiting = token === undefined ? undefined : await ops.readWaitingCode({ token });
  if (waiting?.ok !== true || waiting.value.purpose !== 'prove') throw redirect('/account', 303);
  return { typed: waiting.value.typed };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { ops, explain, secure } = context.get(pageContext);
  const token = proofCookie.read(request.headers.get('cookie'), secure);
  if (token === undefined) throw redirect('/account', 303);
  const outcome = await ops.proveAddress({ token, code: textOf(await request.formData(), 'code') });
  if (outcome.ok) throw redirect(returnPath(outcome.value.to, '/account?saved=1'), { status: 303, headers: { 'set-cookie': proofCookie.write(null, secure) } });
  if (outcome.refusal.code === 'recent_sign_in_required') throw redirect(`/account/confirm?to=${encodeURIComponent('/account/prove')}`, 303);
  const problem = explain(outcome.refusal);
  return data({ problem }, { status: problem.status });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function ProvePage({ loaderData: { typed }, actionData }: Route.ComponentProps) {
  return <ProveView language={useLanguage()} typed={typed} action="/account/prove" problem={actionData?.problem} />;
}

export function ProveView({ language, typed, action: to, problem }: { language: Language; typed: string; action: string; problem: Problem | undefined }) {
  const t = translator(accountMessages, language);
  return (
    <form className="plain" method="post" action={to}>
      <title>{t('prove_title', { typed })}</title>
      <h1>{t('prove_title', { typed })}</h1>
      <p>{t('prove_lead', { typed })}</p>
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      <Field name="code" label={t('code')} problems={problem?.fields ?? []} inputMode="numeric" autoComplete="one-time-code" required maxLength={20} />
      <p className="actions"><button type="submit" className="primary">{t('check')}</button></p>
      <p className="links"><a href="/account">{t('back')}</a></p>
    </form>
  );
}
