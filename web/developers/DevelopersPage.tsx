import { translator } from '../../common/i18n/messages.ts';
import { developersMessages } from '../../common/locales/developers/index.ts';
import { pageContext } from '../page-context.ts';
import { useLanguage } from '../root.tsx';
import { readDescription } from './api.server.ts';
import { listOperations, type Listed } from './description.ts';
import styles from './developers.css?url';
import { areaOf, summaryOf } from './words.server.ts';
import type { Said } from './words.ts';
import type { Route } from './+types/DevelopersPage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';
export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ context, request }: Route.LoaderArgs) {
  const document = await readDescription(context);
  const query = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 60);
  const words = query.toLowerCase().split(/\s/).filter((word) => word !== '');
  const { language, origin } = context.get(pageContext);
  const found = listOperations(document)
    .map((one) => ({ ...one, said: summaryOf(one.name, one.summary, language) }))
    .filter(({ name, path, summary, said }) => words.every((word) => `${name} ${path} ${summary} ${said.text}`.toLowerCase().includes(word)));
  const about = document.tags.map(({ name, description }) => ({ key: name, ...areaOf(name, description, language) }));
  return { query, found, about, origin };
}

export function headers() {
  return { 'lichun-page': 'public' };
}

/** Every operation by area, how to begin, and a search that needs no script. */
export default function DevelopersPage({ loaderData: { query, found, about, origin } }: Route.ComponentProps) {
  const t = translator(developersMessages, useLanguage());
  return (
    <div className="api">
      <title>{t('title')}</title>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <section className="card">
        <h2>{t('start_title')}</h2>
        <ol>
          <li>{t('start_key')} <a href="/console/keys">{t('start_key_link')}</a></li>
          <li>{t('start_call')}<pre><code data-copy>{`curl -H 'Authorization: Bearer lck_…' ${origin}/api/v1/people/current`}</code></pre></li>
          <li>{t('start_client')}</li>
        </ol>
        <p className="ways"><a href="/api/v1/openapi.json">{t('document')}</a><a href="/developers/events">{t('events')}</a><a href="/problems">{t('problems')}</a></p>
      </section>
      <search><form className="find" method="get">
        <label htmlFor="q">{t('search')}</label>
        <input id="q" name="q" type="search" defaultValue={query} maxLength={60} autoCapitalize="none" />
        <button type="submit">{t('search_go')}</button>
      </form></search>
      {found.length === 0 && <p className="note">{t('search_none', { query })}</p>}
      {about.map(({ key, name, description }) => (
        <Area key={key} id={key} name={name} description={description} operations={found.filter(({ area }) => area === key)} />
      ))}
    </div>
  );
}

function Area({ id, name, description, operations }: { id: string; name: string; description: string | undefined; operations: readonly (Listed & { said: Said })[] }) {
  if (operations.length === 0) return null;
  return (
    <section id={id}>
      <h2>{name}</h2>
      {description !== undefined && <p className="muted">{description}</p>}
      <ul className="operations">
        {operations.map(({ slug, method, path, said, deprecated }) => (
          <li key={slug}>
            <a href={`/developers/${slug}`}>
              <span className="method" data-method={method}>{method}</span> <code>{path.replace('/api/v1', '')}</code>
              <span className="summary" lang={said.lang}>{deprecated ? <s>{said.text}</s> : said.text}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
