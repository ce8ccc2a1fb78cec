import { data } from 'react-router';
import { problemStatuses, type ProblemCode } from '../../common/contract/problem.ts';
import { translator } from '../../common/i18n/messages.ts';
import { developersMessages } from '../../common/locales/developers/index.ts';
import { useLanguage } from '../root.tsx';
import styles from './developers.css?url';
import { sentenceOf } from './words.ts';
import type { Route } from './+types/ProblemPage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';
export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

/** Where the type of a problem leads; without a code, all of them. */
export function loader({ params }: Route.LoaderArgs) {
  const code = params.code === undefined ? undefined : (Object.keys(problemStatuses) as ProblemCode[]).find((known) => known === params.code);
  if (params.code !== undefined && code === undefined) throw data(null, { status: 404 });
  return { codes: code === undefined ? (Object.keys(problemStatuses) as ProblemCode[]) : [code], one: code };
}

export function headers() {
  return { 'lichun-page': 'public' };
}

const advised = [400, 401, 403, 404, 405, 409, 412, 413, 415, 421, 422, 429, 500, 503] as const;

export default function ProblemPage({ loaderData: { codes, one } }: Route.ComponentProps) {
  const language = useLanguage();
  const t = translator(developersMessages, language);
  const advice = (code: ProblemCode) => { const known = advised.find((status) => status === problemStatuses[code]); return known === undefined ? t('advice_other') : t(`advice_${known}`); };
  return (
    <div className="api">
      <title>{one === undefined ? t('problems_title') : t('problem_title', { code: one })}</title>
      <meta name="robots" content="noindex" />
      <p><a href={one === undefined ? '/developers' : '/problems'}>← {one === undefined ? t('title') : t('problems_title')}</a></p>
      <h1>{one === undefined ? t('problems_title') : <>{t('problem_title', { code: '' })} <code>{one}</code></>}</h1>
      {one === undefined && <p className="lead">{t('problems_lead')}</p>}
      {codes.map((code) => (
        <section key={code} id={code}>
          {one === undefined && <h2><a href={`/problems/${code}`}><code>{code}</code></a></h2>}
          <dl className="fields">
            <div><dt>{t('problem_status')}</dt><dd>{problemStatuses[code]}</dd></div>
            <div><dt>{t('problem_sentence')}</dt><dd>{sentenceOf(code, language)}</dd></div>
            {one !== undefined && <div><dt>{t('problem_what')}</dt><dd>{advice(code)}</dd></div>}
          </dl>
        </section>
      ))}
    </div>
  );
}
