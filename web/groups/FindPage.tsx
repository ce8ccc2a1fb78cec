import { data } from 'react-router';
import type { FoundGroup } from '../../common/contract/group-pages.ts';
import { translator } from '../../common/i18n/messages.ts';
import { joinMessages } from '../../common/locales/join/index.ts';
import { termName } from '../../common/solar-terms.ts';
import { termClass } from '../channels/parts/GroupBadge.tsx';
import { pageContext } from '../page-context.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/FindPage.ts';
import styles from './groups.css?url';
import { intakeShapes } from './intake-shapes.ts';
import { useGroupTexts } from './texts.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

/** Public groups by number or name. What is asked stands in the address, so that a search can be sent to somebody. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, explain } = context.get(pageContext);
  const { searchParams } = new URL(request.url);
  const q = (searchParams.get('q') ?? '').trim().slice(0, 100);
  if (q === '') return { q, items: null, problem: undefined };
  const cursor = searchParams.get('after') ?? undefined;
  const found = await ops.findGroups({ q, ...(cursor === undefined ? {} : { cursor }) });
  if (found.ok) return { q, items: found.value.items, next: found.value.next, paged: cursor !== undefined, problem: undefined };
  const problem = explain(found.refusal);
  return data({ q, items: null, problem: problem.fields?.[0]?.message ?? problem.title }, { status: problem.status });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function FindPage({ loaderData }: Route.ComponentProps) {
  return <FindView {...loaderData} />;
}

type Found = { q: string; items: readonly FoundGroup[] | null; problem: string | undefined; next?: string | undefined; /** Not the first page. */ paged?: boolean };

export function FindView({ q, items, problem, next, paged = false }: Found) {
  const t = useGroupTexts();
  const language = useLanguage();
  const appName = translator(joinMessages, language);
  return (
    <div className="plain">
      <title>{q === '' ? t('find_title') : `${q} · ${t('find_title')}`}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('find_title')}</h1>
      <p>{t('find_lead')}</p>
      <search>
      <form method="get" action="/find" className="find">
        <label htmlFor="q">{t('find_label')}</label>
        <p className="muted small" id="q-hint">{t('find_hint')}</p>
        <div className="find-line">
          <input id="q" name="q" type="search" defaultValue={q} maxLength={100} required aria-describedby="q-hint" enterKeyHint="search" autoComplete="off" />
          <button type="submit" className="primary">{t('find_button')}</button>
        </div>
      </form>
      </search>
      {problem !== undefined && <p className="note bad" role="alert">{problem}</p>}
      {items !== null && items.length === 0 && <p className="note">{t(next === undefined && !paged ? 'find_none' : 'find_none_here', { q })}</p>}
      {items !== null && items.length > 0 && (
        <>
          <h2 className="label">{next === undefined && !paged ? t('find_count', { count: items.length }) : t('find_some')}</h2>
          <ul className="found">
            {items.map((group) => (
              <li key={`${group.fleet} ${group.key}`} className={`found-group${termClass(group.term)}`}>
                <div>
                  <h3>{group.name}</h3>
                  <p className="small muted">
                    {group.term !== undefined && <span className={`term${termClass(group.term)}`}>{termName(group.term, language)}</span>}{' '}
                    <span>{appName(`app.${group.app}`)} · </span>
                    {group.number !== undefined && <span>{t('group_number')} <code>{group.number}</code> · </span>}
                    {group.state === 'archived' ? <span>{t('find_archived')}</span> : <span className={`intake-${group.intake}`}><i aria-hidden="true">{intakeShapes[group.intake]}</i> {t(`intake.${group.intake}`)}</span>}
                  </p>
                </div>
                <a className="button" href={group.url}>{t(group.state === 'archived' ? 'find_fleet' : 'find_join')}<span className="hidden"> {group.name}</span></a>
              </li>
            ))}
          </ul>
        </>
      )}
      {next !== undefined && <p className="muted">{t('find_more_hint')}</p>}
      {(paged || next !== undefined) && (
        <p className="links">
          {paged && <a href={`/find?${new URLSearchParams({ q })}`}>{t('find_first')}</a>}{' '}
          {next !== undefined && <a href={`/find?${new URLSearchParams({ q, after: next })}`}>{t('find_next')}</a>}
        </p>
      )}
      <p className="links"><a href="/#groups">{t('find_all')}</a></p>
    </div>
  );
}
