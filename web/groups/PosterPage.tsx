import { data, redirect } from 'react-router';
import type { JoinLink } from '../../common/contract/group-pages.ts';
import { translator } from '../../common/i18n/messages.ts';
import { groupPagesMessages } from '../../common/locales/group-pages/index.ts';
import { termClass } from '../channels/parts/GroupBadge.tsx';
import { pageContext } from '../page-context.ts';
import publicStyles from '../public/public.css?url';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/PosterPage.ts';
import styles from './poster.css?url';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: publicStyles }, { rel: 'stylesheet', href: styles }];

/** A poster for the link of a topic or fleet: one A4 page, to be printed or saved as PDF. An earlier name leads on to the one that is kept. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const read = await context.get(pageContext).ops.readJoinLink({ name: params.name });
  if (!read.ok) throw data(null, { status: 404 });
  if (read.value.name !== params.name) throw redirect(`/g/${read.value.name}/poster`, { status: 301, headers: { 'cache-control': 'public, max-age=300' } });
  return { link: read.value };
}

export function headers() {
  return { 'lichun-cache': 'minute' };
}

export default function PosterPage({ loaderData }: Route.ComponentProps) {
  return <PosterView link={loaderData.link} />;
}

/** In both languages, the reader's own first and larger; the hue is that of the group that is offered. */
export function PosterView({ link: { name, url, title, centre, term, apply, enter } }: { link: JoinLink }) {
  const language = useLanguage();
  const other = language === 'zh-CN' ? 'en' : 'zh-CN';
  const [t, tOther] = [translator(groupPagesMessages, language), translator(groupPagesMessages, other)];
  const steps = (say: typeof t) => [say('poster_step_scan'), say(`poster_apply_${apply}`), say(`poster_enter_${enter}`)];
  return (
    <main className={`sheet${termClass(term)}`}>
      <title>{t('poster_title', { name: title[language] })}</title>
      <meta name="robots" content="noindex" />
      <div className="tools">
        <p>{t('poster_print_hint')}</p>
        <p className="links"><a href={`/g/${name}`}>{t('poster_back')}</a> · <a href={`/g/${name}.png?download=1`}>{t('poster_png')}</a> · <a href={`/g/${name}.svg?download=1`}>{t('poster_svg')}</a></p>
      </div>
      <section className="poster">
        <header>
          <p className="centre">{centre[language]}</p>
          <h1>{title[language]}</h1>
          {title[other] !== title[language] && <p className="other" lang={other}>{title[other]}</p>}
        </header>
        <figure>
          <img src={`/g/${name}.svg`} alt={`${t('poster_scan')} ${url}`} />
          <figcaption>{t('poster_scan')} <span lang={other}>{tOther('poster_scan')}</span></figcaption>
        </figure>
        <ol>
          {steps(t).map((step, index) => (
            <li key={step}><b>{step}</b><span lang={other}>{steps(tOther)[index]}</span></li>
          ))}
        </ol>
        <footer>
          <p className="url">{url.replace(/^https?:\/\//, '')}</p>
          <p>{t('poster_forever')} <span lang={other}>{tOther('poster_forever')}</span></p>
        </footer>
      </section>
    </main>
  );
}
