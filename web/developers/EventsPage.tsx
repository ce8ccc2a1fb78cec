import { translator } from '../../common/i18n/messages.ts';
import { developersMessages } from '../../common/locales/developers/index.ts';
import { eventMessages } from '../../common/locales/events/index.ts';
import { useLanguage } from '../root.tsx';
import { readDescription } from './api.server.ts';
import styles from './developers.css?url';
import { SchemaView } from './SchemaView.tsx';
import type { Route } from './+types/EventsPage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';
export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ context }: Route.LoaderArgs) {
  const { webhooks } = await readDescription(context);
  return { events: Object.entries(webhooks).map(([name, { post }]) => ({ name, summary: post.summary, ...post.requestBody.content['application/json'] })) };
}

export function headers() {
  return { 'lichun-page': 'public' };
}

/** Every event that a webhook can hear of, with what it carries. */
export default function EventsPage({ loaderData: { events } }: Route.ComponentProps) {
  const language = useLanguage();
  const t = translator(developersMessages, language);
  const words: Readonly<Record<string, string>> = eventMessages[language];
  return (
    <div className="api">
      <title>{t('events')}</title>
      <p><a href="/developers">← {t('back')}</a></p>
      <h1>{t('events')}</h1>
      <p className="lead">{t('events_lead')}</p>
      <p>{t('events_verify')}</p>
      {events.map(({ name, summary, schema, example }) => (
        <section key={name} id={name}>
          <h2><code>{name}</code></h2>
          <p>{words[name] ?? summary}</p>
          <p className="muted">{t('subject')}: <code>{String(schema.properties?.['subject']?.properties?.['kind']?.const ?? '')}</code></p>
          {Object.keys(schema.properties?.['data']?.properties ?? {}).length > 0 && <SchemaView schema={schema.properties?.['data'] ?? {}} />}
          <details><summary>{t('example')}</summary><pre><code>{JSON.stringify(example, null, 2)}</code></pre></details>
        </section>
      ))}
    </div>
  );
}
