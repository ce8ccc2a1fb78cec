import { data } from 'react-router';
import type { SupportPage } from '../../common/contract/support.ts';
import { Markdown } from '../public/Markdown.tsx';
import type { Route } from './+types/ReadingPage.ts';
import { Away } from './parts/Entries.tsx';
import { ProposeLink, viewingOf } from './SupportView.tsx';
import { readSupport } from './support.server.ts';
import { usePageTexts, useViewing, ViewingContext } from './viewing.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

type Reading = SupportPage['readings'][number];

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { page } = await readSupport(context, request);
  const reading = page?.readings.find(({ key }) => key === params.key);
  if (page === null || reading === undefined) throw data(null, { status: 404 });
  return { reading, name: page.name, viewing: viewingOf(page) };
}

/** The same for everyone until the centre changes. */
export function headers() {
  return { 'lichun-cache': 'minute' };
}

export default function ReadingPage({ loaderData: { reading, name, viewing } }: Route.ComponentProps) {
  return <ViewingContext value={viewing}><ReadingView reading={reading} name={name} /></ViewingContext>;
}

/** What to know before asking, joining or speaking. [002] */
export function ReadingView({ reading: { kind, title, body, url, confirm }, name }: { reading: Reading; name: string }) {
  const t = usePageTexts();
  const { example } = useViewing();
  return (
    <article>
      <title>{`${title} · ${name}`}</title>
      <meta name="description" content={`${t(`reading_${kind}`)} · ${title}`} />
      <p className="eyebrow">{t(`reading_${kind}`)}</p>
      <h1>{title}</h1>
      {confirm && <p className="note good">{t('reading_confirm')}</p>}
      {body !== undefined && <div className="body"><Markdown text={body} example={example} headings={2} /></div>}
      {url !== undefined && <p className="links"><Away to={url} className="button">{t('open_page')}</Away></p>}
      <p className="links"><a href="/">{t('back_home')}</a></p>
      <ProposeLink />
    </article>
  );
}
