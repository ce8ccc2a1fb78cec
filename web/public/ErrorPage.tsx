import { isRouteErrorResponse, useLocation, useRouteError, useRouteLoaderData } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { describeFailedPage } from '../../common/i18n/failures.ts';
import { translator } from '../../common/i18n/messages.ts';
import { errorPageMessages } from '../../common/locales/error-page/index.ts';
import { Logo } from './Icon.tsx';
import styles from './public.css?url';

type Shared = { language?: Language; requestId?: string };
export type Failure = { status: number; problem?: Partial<Problem>; requestId?: string; setUp?: boolean };

/** The page for a fault anywhere: for itself, with its own frame, because the layout may be what failed. */
export function ErrorPage() {
  const root = useRouteLoaderData('root') as Shared | undefined;
  return (
    <>
      <link rel="stylesheet" href={styles} precedence="default" />
      <header className="top">
        <div className="wide"><a className="brand" href="/"><Logo /></a></div>
      </header>
      <main id="main" className="wide"><FailureView failure={useFailure()} language={root?.language ?? 'zh-CN'} path={useLocation().pathname} /></main>
    </>
  );
}

/** The same inside the layout of the public pages. */
export function ErrorBoundary() {
  const root = useRouteLoaderData('root') as Shared | undefined;
  return <FailureView failure={useFailure()} language={root?.language ?? 'zh-CN'} path={useLocation().pathname} />;
}

function useFailure(): Failure {
  const error = useRouteError();
  const root = useRouteLoaderData('root') as Shared | undefined;
  return describeFailure(error, root?.requestId);
}

/** What failed, from whatever was thrown. */
export function describeFailure(error: unknown, requestId: string | undefined): Failure {
  const known = requestId === undefined ? {} : { requestId };
  if (!isRouteErrorResponse(error)) return { status: 500, ...known };
  const data: unknown = error.data;
  const problem = data !== null && typeof data === 'object' ? (data as Partial<Problem> & { setUp?: boolean }) : {};
  const own = typeof problem.requestId === 'string' ? { requestId: problem.requestId } : {};
  return { status: error.status, problem, ...known, ...own, setUp: problem.setUp === true };
}

/** What is wrong in plain words, what was kept, and the way on. */
export function FailureView({ failure: { status, problem, requestId, setUp }, language, path }: { failure: Failure; language: Language; path: string }) {
  const t = translator(errorPageMessages, language);
  const { kind, title, body } = describeFailedPage({ status, sentence: typeof problem?.title === 'string' ? problem.title : undefined, setUp }, language);
  return (
    <div className="plain">
      <title>{title}</title>
      <meta name="robots" content="noindex" />
      <h1>{title}</h1>
      <p>{body}</p>
      {status >= 500 && requestId !== undefined && <p className="muted small">{t('request_id')}<code>{requestId}</code></p>}
      <p className="links">
        {kind === 'sign_in' && <><a className="button primary" href={`/sign-in?to=${encodeURIComponent(path)}`}>{t('sign_in')}</a> </>}
        <a className="button" href="/">{t('home')}</a>
      </p>
    </div>
  );
}
