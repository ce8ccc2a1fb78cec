import { Outlet, useLocation } from 'react-router';
import type { SupportPage } from '../../common/contract/support.ts';
import type { Language } from '../../common/contract/text.ts';
import { languages } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { pageMessages } from '../../common/locales/pages/index.ts';
import { readSupport } from '../channels/support.server.ts';
import { pageContext } from '../page-context.ts';
import type { Route } from './+types/PublicLayout.ts';
import copyModule from './copy.js?url';
import { Logo } from './Icon.tsx';
import styles from './public.css?url';

/** What frames every public page; `name` is absent while the centre is empty. */
export type Frame = { name?: string; languages: readonly Language[]; example: boolean };

export async function loader({ context, request }: Route.LoaderArgs) {
  const { page } = await readSupport(context, request);
  const { language } = context.get(pageContext);
  return { frame: frameOf(page), language };
}

export function frameOf(page: Pick<SupportPage, 'name' | 'languages' | 'example'> | null): Frame {
  return page === null ? { languages, example: false } : { name: page.name, languages: page.languages, example: page.example };
}

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export default function PublicLayout({ loaderData: { frame, language } }: Route.ComponentProps) {
  return <PublicFrame frame={frame} language={language} address={useLocation()}><Outlet /></PublicFrame>;
}

type FrameProps = { frame: Frame; language: Language; address: { pathname: string; search: string }; children: React.ReactNode };

/**
 * Header, content, footer. Everything works without scripts; the one module only adds copy buttons. Nothing in it depends on who reads, because
 * such pages are kept for everybody: the one link to the account leads strangers to signing in.
 */
export function PublicFrame({ frame, language, address, children }: FrameProps) {
  const t = translator(pageMessages, language);
  return (
    <>
      {frame.example && <meta name="robots" content="noindex" />}
      <a className="skip" href="#main">{t('skip')}</a>
      <header className="top">
        <div className="wide">
          <a className="brand" href="/"><Logo />{frame.name ?? t('home_unnamed')}</a>
          {frame.languages.length > 1 && <LanguageSwitch offered={frame.languages} language={language} address={address} label={t('language')} />}
        </div>
      </header>
      {frame.example && (
        <aside className="banner" aria-label={t('example_banner')}>
          <p className="wide">{t('example_banner')} · <a href="/sign-in?to=/console">{t('example_cure')}</a></p>
        </aside>
      )}
      <main id="main" className="wide" tabIndex={-1} data-copy-label={t('copy')} data-copied-label={t('copied')}>
        {children}
      </main>
      <footer className="foot">
        <div className="wide">
          {frame.example && <p>{t('example_numbers')}</p>}
          <p>{t('footer_powered')} · <a href="/privacy">{t('footer_privacy')}</a> · <a href="/account" rel="nofollow">{t('footer_account')}</a></p>
        </div>
      </footer>
      <script type="module" src={copyModule} async />
    </>
  );
}

const switchNames: Record<Language, { short: string; full: string }> = { 'zh-CN': { short: '中', full: '中文' }, en: { short: 'EN', full: 'English' } };

/** The same page in the other language; the rest of the address stays. */
function LanguageSwitch({ offered, language, address: { pathname, search }, label }: { offered: readonly Language[]; language: Language; address: FrameProps['address']; label: string }) {
  return (
    <nav className="languages" aria-label={label}>
      {offered.map((one) =>
        one === language ? (
          <b key={one} lang={one} aria-current="true">{switchNames[one].short}</b>
        ) : (
          <a key={one} lang={one} hrefLang={one} href={inLanguageAddress(pathname, search, one)} aria-label={switchNames[one].full}>{switchNames[one].short}</a>
        ),
      )}
    </nav>
  );
}

/** The address with `lang` set; what belongs to one visit only is left out. */
export function inLanguageAddress(pathname: string, search: string, language: Language): string {
  const query = new URLSearchParams(search);
  query.delete('lang');
  return `${pathname}?${[...query, ['lang', language]].map(([name = '', value = '']) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
}
