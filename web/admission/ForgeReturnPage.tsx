import { redirect } from 'react-router';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { joinProofsMessages } from '../../common/locales/join-proofs/index.ts';
import { pageContext } from '../page-context.ts';
import { returnPath } from '../people/return-path.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/ForgeReturnPage.ts';
import { forgeCookie } from './forge.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Back from a forge. What it says counts once, in the browser that went there; the form tells what came of it, from the visit that is kept. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  if (query.size === 0) return null;
  const token = forgeCookie.read(request.headers.get('cookie'), page.secure);
  const given = (name: string) => ((value) => (value === null ? {} : { [name]: value }))(query.get(name));
  const state = query.get('state');
  const outcome = token === undefined || state === null ? undefined : await page.ops.finishForgeVisit({ token, state, ...given('code'), ...given('error') });
  // Where nothing came of it, the address is clean right after all the same.
  throw redirect(outcome?.ok === true ? returnPath(outcome.value.to, '/') : `/forge/${params.forge}/callback`, 303);
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function ForgeReturnPage() {
  return <ForgeFailedView language={useLanguage()} />;
}

export function ForgeFailedView({ language }: { language: Language }) {
  const t = translator(joinProofsMessages, language);
  return (
    <div className="plain">
      <title>{t('forge_failed_title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('forge_failed_title')}</h1>
      <p>{t('forge_failed')}</p>
      <p className="actions"><a className="button primary" href="/">{t('forge_home')}</a></p>
    </div>
  );
}
