import { translator } from '../../common/i18n/messages.ts';
import { accountMessages } from '../../common/locales/account/index.ts';
import { useLanguage } from '../root.tsx';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Where somebody arrives who was asked, in another tab, to show anew who they are. */
export function headers() {
  return { 'lichun-page': 'public' };
}

export default function ConfirmedPage() {
  const t = translator(accountMessages, useLanguage());
  return (
    <div className="plain">
      <title>{t('confirmed_title')}</title>
      <h1>{t('confirmed_title')}</h1>
      <p className="note good">{t('confirmed_next')}</p>
    </div>
  );
}
