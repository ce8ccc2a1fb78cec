import { Outlet, redirect, useLocation } from 'react-router';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { accountMessages } from '../../common/locales/account/index.ts';
import { pageContext } from '../page-context.ts';
import { returnPath } from '../people/return-path.ts';
import { askForMissingConsent } from '../privacy/missing-consent.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/AccountLayout.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** The pages of one's own account: for whoever is signed in. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const { actor } = page;
  const { pathname, search } = new URL(request.url);
  if (actor.kind !== 'person') throw redirect(`/sign-in?to=${encodeURIComponent(returnPath(pathname + search, '/account'))}`, 303);
  await askForMissingConsent(page, request);
  return { staff: actor.grants.length > 0 };
}

export default function AccountLayout({ loaderData: { staff } }: Route.ComponentProps) {
  return <AccountFrame language={useLanguage()} path={useLocation().pathname} staff={staff}><Outlet /></AccountFrame>;
}

const pages = [['/account', 'nav_account'], ['/account/applications', 'nav_groups'], ['/account/security', 'nav_security'], ['/account/sessions', 'nav_sessions'], ['/account/privacy', 'nav_privacy']] as const;

/** The pages of the account, one line above each; staff find the way to the console there. */
export function AccountFrame({ language, path, staff, children }: { language: Language; path: string; staff: boolean; children: React.ReactNode }) {
  const t = translator(accountMessages, language);
  const current = pages.find(([to]) => path === to || (to !== '/account' && path.startsWith(`${to}/`)))?.[0];
  return (
    <div className="reading-width">
      <meta name="robots" content="noindex" />
      <nav className="tabs" aria-label={t('nav')}>
        {pages.map(([to, label]) => <a key={to} href={to} aria-current={to === current ? 'page' : undefined}>{t(label)}</a>)}
        {staff && <a href="/console">{t('nav_console')}</a>}
        <a className="apart-link" href="/sign-out">{t('sign_out')}</a>
      </nav>
      {children}
    </div>
  );
}
