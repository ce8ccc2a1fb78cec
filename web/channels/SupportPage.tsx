import { useLanguage } from '../root.tsx';
import type { Route } from './+types/SupportPage.ts';
import { EmptyCentre, SupportView } from './SupportView.tsx';
import { readSupport } from './support.server.ts';
import { ViewingContext } from './viewing.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export async function loader({ context, request }: Route.LoaderArgs) {
  return (await readSupport(context, request)).page;
}

/** The same for everyone who asks in this minute. */
export function headers() {
  return { 'lichun-cache': 'minute' };
}

export default function SupportPage({ loaderData: page }: Route.ComponentProps) {
  const language = useLanguage();
  if (page !== null) return <SupportView page={page} />;
  return <ViewingContext value={{ language, now: new Date(0).toISOString(), timeZone: 'UTC', example: false }}><EmptyCentre /></ViewingContext>;
}
