import { data, redirect } from 'react-router';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { signInMessages } from '../../common/locales/sign-in/index.ts';
import { pageContext } from '../page-context.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/SignInLinkPage.ts';
import { arrive } from './arrive.ts';
import { isToken, linkCookie } from './token-cookie.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/**
 * The link of a mail. Its token moves into a cookie before anything is drawn; looking uses nothing up, so that scanners of mail that follow
 * links break nothing, and nobody learns the address from where one goes next.
 */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, secure } = context.get(pageContext);
  const given = new URL(request.url).searchParams.get('token');
  if (given !== null) throw redirect('/sign-in/link', { status: 303, headers: { 'referrer-policy': 'no-referrer', ...(isToken(given) ? { 'set-cookie': linkCookie.write(given, secure) } : {}) } });
  const token = linkCookie.read(request.headers.get('cookie'), secure);
  const link = token === undefined ? undefined : await ops.readSignInLink({ token });
  return link?.ok === true ? { typed: link.value.typed } : data({ typed: null }, { status: 404 });
}

export async function action({ context, request }: Route.ActionArgs) {
  const page = context.get(pageContext);
  const token = linkCookie.read(request.headers.get('cookie'), page.secure);
  const outcome = token === undefined ? undefined : await page.ops.followSignInLink({ token });
  if (outcome?.ok === true) throw arrive(outcome.value, page);
  throw redirect('/sign-in/link', { status: 303 });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function SignInLinkPage({ loaderData: { typed } }: Route.ComponentProps) {
  return <SignInLinkView language={useLanguage()} typed={typed} />;
}

export function SignInLinkView({ language, typed }: { language: Language; typed: string | null }) {
  const t = translator(signInMessages, language);
  if (typed === null) {
    return (
      <div className="plain">
        <title>{t('link_gone_title')}</title>
        <meta name="robots" content="noindex" />
        <h1>{t('link_gone_title')}</h1>
        <p>{t('link_gone')}</p>
        <p className="actions"><a className="button primary" href="/sign-in">{t('again')}</a></p>
      </div>
    );
  }
  return (
    <form className="plain" method="post" action="/sign-in/link">
      <title>{t('link_title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('link_title')}</h1>
      <p>{t('link_lead', { typed })}</p>
      <p className="actions"><button type="submit" className="primary">{t('link_confirm')}</button></p>
      <p className="muted small">{t('link_not_me')}</p>
    </form>
  );
}
