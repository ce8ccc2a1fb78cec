import { redirect } from 'react-router';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { signInMessages } from '../../common/locales/sign-in/index.ts';
import { pageContext } from '../page-context.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/ProviderReturnPage.ts';
import { arrive } from './arrive.ts';
import { returnPath } from './return-path.ts';
import { visitCookie } from './token-cookie.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Back from a service of others. What it says counts only in the browser that went there, once; the address is clean right after. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const token = visitCookie.read(request.headers.get('cookie'), page.secure);
  const state = query.get('state');
  if (query.size === 0) return null;
  const given = (name: string) => ((value) => (value === null ? {} : { [name]: value }))(query.get(name));
  const outcome = token === undefined || state === null ? undefined : await page.ops.finishProviderVisit({ token, state, ...given('code'), ...given('error'), ...given('iss') });
  if (outcome?.ok === true) {
    const { value } = outcome;
    if (value.step === 'done' || value.step === 'more') throw arrive(value, page);
    const headers = new Headers([['set-cookie', visitCookie.write(null, page.secure)]]);
    if (value.step === 'confirmed') headers.append('set-cookie', page.sessionCookie(value.token));
    throw redirect(value.step === 'confirmed' ? returnPath(value.to, '/account/security') : '/account', { status: 303, headers });
  }
  if (outcome?.ok === false && outcome.refusal.code !== 'invalid_input') {
    const problem = page.explain(outcome.refusal);
    if (problem.code !== 'wrong_code') throw Response.json(problem, { status: problem.status, headers: { 'set-cookie': visitCookie.write(null, page.secure) } });
  }
  throw redirect('/sign-in/oidc/callback', { status: 303, headers: { 'set-cookie': visitCookie.write(null, page.secure) } });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function ProviderReturnPage() {
  return <ReturnFailedView language={useLanguage()} />;
}

export function ReturnFailedView({ language }: { language: Language }) {
  const t = translator(signInMessages, language);
  return (
    <div className="plain">
      <title>{t('return_failed_title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('return_failed_title')}</h1>
      <p>{t('return_failed')}</p>
      <p className="actions"><a className="button primary" href="/sign-in">{t('again')}</a></p>
    </div>
  );
}
