import './no-eval.ts';
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches, useRouteLoaderData, type ShouldRevalidateFunction } from 'react-router';
import type { Language } from '../common/contract/text.ts';
import { pageContext } from './page-context.ts';
import type { Route } from './+types/root.ts';

export { ErrorPage as ErrorBoundary } from './public/ErrorPage.tsx';

export function loader({ context }: Route.LoaderArgs) {
  const { language, requestId } = context.get(pageContext);
  return { language, requestId };
}

/** The language changes with a whole new document only. */
export const shouldRevalidate: ShouldRevalidateFunction = () => false;

/** The reader's language, anywhere below the root. */
export function useLanguage(): Language {
  return useRouteLoaderData<typeof loader>('root')?.language ?? 'zh-CN';
}

/** A route whose handle says `hydrate: true` brings its scripts; all others are plain documents. */
export type RouteHandle = { hydrate?: boolean };

export function Layout({ children }: { children: React.ReactNode }) {
  const language = useLanguage();
  const hydrate = useMatches().some((match) => (match.handle as RouteHandle | undefined)?.hydrate === true);
  return (
    <html lang={language} suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {hydrate && (
          <>
            <ScrollRestoration />
            <Scripts />
          </>
        )}
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}
