import { data, redirect } from 'react-router';
import type { SupportPage } from '../../common/contract/support.ts';
import type { Route } from './+types/AdvicePage.ts';
import { Clock } from './parts/Clock.tsx';
import { Mine } from './parts/Mine.tsx';
import { NotReached } from './parts/NotReached.tsx';
import { QuestionForm } from './parts/QuestionForm.tsx';
import { RankedWays } from './parts/RankedWays.tsx';
import { ProposeLink, viewingOf } from './SupportView.tsx';
import { headersFor, readSupport, type UnknownPart } from './support.server.ts';
import { usePageTexts, ViewingContext } from './viewing.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { page, unknown } = await readSupport(context, request);
  if (page === null) throw redirect('/');
  return data({ page, unknown }, { headers: headersFor(page) });
}

export const headers: Route.HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

export default function AdvicePage({ loaderData: { page, unknown } }: Route.ComponentProps) {
  return <AdviceView page={page} unknown={unknown} />;
}

/** The adviser's whole answer: every channel with its reasons, best first. */
export function AdviceView({ page, unknown }: { page: SupportPage; unknown: readonly UnknownPart[] }) {
  return <ViewingContext value={viewingOf(page)}><AdviceBody page={page} unknown={unknown} /></ViewingContext>;
}

function AdviceBody({ page, unknown }: { page: SupportPage; unknown: readonly UnknownPart[] }) {
  const t = usePageTexts();
  const { advice } = page;
  return (
    <div className="reading-width">
      <title>{`${t('advice_title')} · ${page.name}`}</title>
      <meta name="description" content={t('advice_lead')} />
      <h1>{t('question')}</h1>
      <Mine advice={advice} services={page.services.length > 0} />
      <QuestionForm page={page} asked={advice} />
      {unknown.map((part) => <p key={part} className="note warn">{t(`unknown_${part}`)}</p>)}
      <Clock standardHours={advice.standardHours} holidaysUnknown={advice.holidaysUnknown} />
      {advice.readings.length > 0 && (
        <p className="links">
          {t('before_asking')} {advice.readings.map(({ key, title }) => <a key={key} href={`/readings/${key}`}>{title}</a>)}
        </p>
      )}
      <RankedWays advice={advice} />
      <NotReached steps={advice.notReached} why={page.notReached} open />
      <p className="small muted">{t('advice_lead')}</p>
      <p className="links"><a href="/">{t('back_home')}</a></p>
      <ProposeLink />
    </div>
  );
}
