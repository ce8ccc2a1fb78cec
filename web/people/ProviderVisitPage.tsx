import { data } from 'react-router';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { signInMessages } from '../../common/locales/sign-in/index.ts';
import { pageContext } from '../page-context.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/ProviderVisitPage.ts';
import { ReturnFailedView } from './ProviderReturnPage.tsx';
import { returnPath } from './return-path.ts';
import { textOf } from './text-of.ts';
import { visitCookie } from './token-cookie.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Leads to a sign-in service of others. The page refreshes itself there, since browsers let no form be sent on to another site (`form-action`). */
export async function action({ context, request, params }: Route.ActionArgs) {
  const { ops, explain, secure, actor } = context.get(pageContext);
  const form = await request.formData();
  const wanted = textOf(form, 'purpose');
  const purpose = actor.kind === 'person' && (wanted === 'connect' || wanted === 'confirm') ? wanted : 'sign_in';
  const outcome = await ops.startProviderVisit({ provider: params.provider, purpose, to: returnPath(textOf(form, 'to'), '') });
  if (!outcome.ok) {
    const problem = explain(outcome.refusal);
    throw Response.json(problem, { status: problem.status });
  }
  const ways = await ops.listSignInWays({});
  const name = (ways.ok ? ways.value.providers.find(({ key }) => key === params.provider)?.name : undefined) ?? params.provider;
  return data({ address: outcome.value.address, name }, { headers: { 'set-cookie': visitCookie.write(outcome.value.token, secure) } });
}

export function headers({ actionHeaders }: Route.HeadersArgs) {
  const headers = new Headers({ 'lichun-page': 'public' });
  for (const cookie of actionHeaders?.getSetCookie() ?? []) headers.append('set-cookie', cookie);
  return headers;
}

export default function ProviderVisitPage({ actionData }: Route.ComponentProps) {
  const language = useLanguage();
  // Only a press of the provider's button leads on. A loader that sends others away would run after the press as well, and win.
  return actionData === undefined ? <ReturnFailedView language={language} /> : <LeaveView language={language} {...actionData} />;
}

export function LeaveView({ language, name, address }: { language: Language; name: string; address: string }) {
  const t = translator(signInMessages, language);
  return (
    <div className="plain">
      <title>{t('leave_title', { name })}</title>
      <meta name="robots" content="noindex" />
      <meta httpEquiv="refresh" content={`0;url=${address}`} />
      <h1>{t('leave_title', { name })}</h1>
      <p>{t('leave_lead')}</p>
      <p className="actions"><a className="button primary" href={address} rel="noreferrer">{t('leave_link', { name })}</a></p>
    </div>
  );
}
