import { data } from 'react-router';
import { translator } from '../../common/i18n/messages.ts';
import { developersMessages } from '../../common/locales/developers/index.ts';
import { rightsMessages } from '../../common/locales/rights/index.ts';
import { pageContext } from '../page-context.ts';
import { useLanguage } from '../root.tsx';
import { readDescription } from './api.server.ts';
import { curlOf, findOperation, shownValue, type Parameter } from './description.ts';
import styles from './developers.css?url';
import { kindOf, Prose, Saying, SchemaView } from './SchemaView.tsx';
import { descriptionOf, parameterIn, schemaIn, summaryOf } from './words.server.ts';
import { sentenceOf, type Said } from './words.ts';
import tryModule from './try.js?url';
import type { Route } from './+types/OperationPage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';
export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ context, params }: Route.LoaderArgs) {
  const found = findOperation(await readDescription(context), params.operation);
  if (found === undefined) throw data(null, { status: 404 });
  const { language, origin } = context.get(pageContext);
  const { operationId: name, summary, description, deprecated, security, 'x-permission': permission, 'x-limit': limit, requestBody, responses } = found.operation;
  const body = requestBody?.content['application/json'];
  const answer = responses['200']?.content?.['application/json'];
  return {
    name, method: found.method, path: found.path, deprecated: deprecated === true, permission, limit, origin,
    withKey: security.some((one) => 'key' in one),
    summary: summaryOf(name, summary, language),
    description: descriptionOf(name, description, language),
    parameters: found.parameters.map((one) => parameterIn(one, language)),
    body: body && { example: body.example, schema: body.schema && schemaIn(body.schema, language) },
    answer: answer?.schema && { example: answer.example, schema: schemaIn(answer.schema, language) },
    refusals: Object.entries(responses).filter(([status]) => /^[45]/.test(status)).map(([status, { description: codes = '' }]) => ({ status, codes: [...codes.matchAll(/`(\w{1,60})`/g)].map(([, code = '']) => code) })),
  };
}

export function headers() {
  return { 'lichun-page': 'public' };
}

/** One operation: what it takes, what it answers, how it may be refused, and a form to try it. */
export default function OperationPage({ loaderData }: Route.ComponentProps) {
  const { name, method, path, deprecated, permission, limit, origin, withKey, summary, description, parameters, body, answer, refusals } = loaderData;
  const language = useLanguage();
  const t = translator(developersMessages, language);
  const rights: Readonly<Record<string, string>> = rightsMessages[language];
  const places = { path: t('in_path'), query: t('in_query'), header: t('in_header') };
  return (
    <article className="api">
      <title>{`${name} · ${t('title')}`}</title>
      <p><a href="/developers">← {t('back')}</a></p>
      <h1><code>{name}</code></h1>
      <p className="where"><span className="method" data-method={method}>{method}</span> <code>{path}</code></p>
      <p lang={summary.lang}>{summary.text}</p>
      {description.map(({ text, lang }) => <p key={text} lang={lang}><Prose text={text} /></p>)}
      <ul className="facts">
        {deprecated && <li className="note warn">{t('deprecated')}</li>}
        <li>{t('permission')}: {permission === 'public' ? t('permission_public') : permission === 'signed_in' ? t('permission_signed_in') : <>{rights[permission]} <code>{permission}</code></>}</li>
        <li>{withKey ? t('with_key') : t('without_key')}</li>
        {limit !== undefined && <li>{t('limit', { count: limit.count, seconds: limit.seconds })}</li>}
      </ul>
      {parameters.length > 0 && (
        <section>
          <h2>{t('parameters')}</h2>
          <dl className="fields">
            {parameters.map((parameter) => (
              <div key={parameter.name}>
                <dt><code>{parameter.name}</code> <span className="muted">{places[parameter.in]}</span>{parameter.required === true && <span className="must">{t('required')}</span>}</dt>
                <dd><Saying said={parameter.description} /><span className="kind">{kindOf(parameter.schema, t)}</span></dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {body?.schema !== undefined && <section><h2>{t('body')}</h2><SchemaView schema={body.schema} /></section>}
      <section><h2>{t('curl')}</h2><pre><code data-copy>{curlOf(origin, method, path, parameters, body?.example)}</code></pre></section>
      <TryForm method={method} path={path} parameters={parameters} example={body === undefined ? undefined : JSON.stringify(body.example ?? {}, null, 2)} />
      {answer !== undefined && (
        <section>
          <h2>{t('answer')}</h2>
          <SchemaView schema={answer.schema} />
          {answer.example !== undefined && <details><summary>{t('example')}</summary><pre><code>{JSON.stringify(answer.example, null, 2).slice(0, 20_000)}</code></pre></details>}
        </section>
      )}
      <section>
        <h2>{t('refusals')}</h2>
        <dl className="fields">
          {refusals.map(({ status, codes }) => (
            <div key={status}>
              <dt>{status}</dt>
              <dd>{codes.map((code) => <p key={code} className="problem"><a className="code" href={`/problems/${code}`}>{code}</a> {sentenceOf(code, language)}</p>)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </article>
  );
}

/** Asks for the parameters and the body; the small module sends them, from this page and nowhere else. */
function TryForm({ method, path, parameters, example }: { method: string; path: string; parameters: readonly Parameter<Said>[]; example: string | undefined }) {
  const t = translator(developersMessages, useLanguage());
  return (
    <section>
      <h2>{t('try_title')}</h2>
      <p className="muted">{t('try_hint')}</p>
      <noscript><p className="note">{t('try_needs_script')}</p></noscript>
      <form id="try" className="try" data-method={method} data-path={path} data-sending={t('try_sending')} data-failed={t('try_failed')}>
        <label>{t('try_key')}<input name="key" type="password" autoComplete="off" placeholder="lck_…" maxLength={100} /></label>
        {parameters.map(({ name, in: place, required, schema }) => (
          <label key={name}>{name}<input name={name} data-in={place} required={required === true} defaultValue={place === 'path' ? shownValue(schema) : ''} maxLength={2000} /></label>
        ))}
        {example !== undefined && <label>{t('body')}<textarea name="body" data-in="body" rows={Math.min(20, example.split('\n').length + 1)} defaultValue={example} spellCheck={false} /></label>}
        <p><button type="submit" className="primary">{t('try_send')}</button></p>
      </form>
      <div id="answer" aria-live="polite" hidden><p className="where" /><pre><code /></pre></div>
      <script type="module" src={tryModule} async />
    </section>
  );
}
