import type { NoticeVersion } from '../../common/contract/privacy.ts';
import type { Language } from '../../common/contract/text.ts';
import { formatMessage, translator, type Dictionary } from '../../common/i18n/messages.ts';
import { privacyMessages } from '../../common/locales/privacy/index.ts';
import { retentionMessages } from '../../common/locales/retention/index.ts';
import { pageContext } from '../page-context.ts';
import { Markdown } from '../public/Markdown.tsx';
import { useLanguage } from '../root.tsx';
import { dayIn } from './day-in.ts';
import type { Route } from './+types/PrivacyPage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops, language, timeZone } = context.get(pageContext);
  const outcome = await ops.readPrivacyPage({});
  if (!outcome.ok) throw new Response(null, { status: 404 });
  return { notices: outcome.value.notices.map((notice) => ({ ...notice, date: dayIn(notice.inForceFrom < notice.publishedAt ? notice.publishedAt : notice.inForceFrom, timeZone, language) })), kept: outcome.value.kept };
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function PrivacyPage({ loaderData }: Route.ComponentProps) {
  return <PrivacyView language={useLanguage()} {...loaderData} />;
}

type View = { language: Language; notices: readonly (NoticeVersion & { date: string })[]; kept: readonly { kind: string; days: number | null }[] };

/** The notices in force, how long each kind of data stays, and the way to one's own. */
export function PrivacyView({ language, notices, kept }: View) {
  const t = translator(privacyMessages, language);
  const words = retentionMessages[language] as Dictionary;
  const word = (key: string) => formatMessage(words[key] ?? key, language);
  return (
    <div className="reading-width">
      <title>{t('page_title')}</title>
      <h1>{t('page_title')}</h1>
      <p className="muted">{t('page_lead')}</p>
      {notices.length > 1 && <p className="jump">{notices.map(({ form }) => <a key={form} href={`#${form}`}>{t(`form.${form}`)}</a>)}<a href="#kept">{t('kept_title')}</a></p>}
      {notices.length === 0 && <p className="note">{t('page_none')}</p>}
      {notices.map(({ form, version, text, date }) => (
        <section key={form} id={form} className="part">
          <h2>{t(`form.${form}`)}</h2>
          <p className="muted small">{t('version', { version, date })}</p>
          <div className="body"><Markdown text={text[language]} example={false} headings={3} /></div>
        </section>
      ))}
      <section id="kept" className="part">
        <h2>{t('kept_title')}</h2>
        <p className="intro">{t('kept_lead')}</p>
        <dl className="kept">
          {kept.map(({ kind, days }) => (
            <div key={kind} className="row">
              <dt><b>{word(kind)}</b> <span className="mark">{days === null ? t('no_end') : days === 0 ? t('own_term') : t('days', { count: days })}</span></dt>
              <dd className="muted small">{word(`${kind}.what`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="part">
        <h2>{t('own_title')}</h2>
        <p className="links"><a className="button" href="/account/privacy" rel="nofollow">{t('own_link')}</a></p>
      </section>
    </div>
  );
}
