import { translator } from '../../common/i18n/messages.ts';
import { developersMessages } from '../../common/locales/developers/index.ts';
import { eventMessages } from '../../common/locales/events/index.ts';
import { pageContext } from '../page-context.ts';
import { useLanguage } from '../root.tsx';
import { readDescription } from './api.server.ts';
import styles from './developers.css?url';
import { SchemaView } from './SchemaView.tsx';
import { schemaIn } from './words.server.ts';
import type { Route } from './+types/EventsPage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';
export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ context }: Route.LoaderArgs) {
  const { webhooks } = await readDescription(context);
  const { language } = context.get(pageContext);
  const events = Object.entries(webhooks).map(([name, { post }]) => {
    const { schema, example } = post.requestBody.content['application/json'];
    const data = schema.properties?.['data'];
    return {
      name, example, summary: post.summary,
      subject: String(schema.properties?.['subject']?.properties?.['kind']?.const ?? ''),
      data: data?.properties === undefined || Object.keys(data.properties).length === 0 ? undefined : schemaIn(data, language),
    };
  });
  return { events };
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
      {events.map(({ name, summary, subject, data, example }) => (
        <section key={name} id={name}>
          <h2><code>{name}</code></h2>
          <p lang={words[name] === undefined ? 'en' : undefined}>{words[name] ?? summary}</p>
          <p className="muted">{t('subject')}: <code>{subject}</code></p>
          {data !== undefined && <SchemaView schema={data} />}
          <details><summary>{t('example')}</summary><pre><code>{JSON.stringify(example, null, 2)}</code></pre></details>
        </section>
      ))}
    </div>
  );
}
