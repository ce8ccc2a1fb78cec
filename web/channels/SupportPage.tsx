import { data } from 'react-router';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/SupportPage.ts';
import { EmptyCentre, SupportView } from './SupportView.tsx';
import { headersFor, readSupport } from './support.server.ts';
import { ViewingContext } from './viewing.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { page } = await readSupport(context, request);
  return data(page, { headers: headersFor(page) });
}

export const headers: Route.HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

export default function SupportPage({ loaderData: page }: Route.ComponentProps) {
  const language = useLanguage();
  if (page !== null) return <SupportView page={page} />;
  return <ViewingContext value={{ language, now: new Date(0).toISOString(), timeZone: 'UTC', example: false }}><EmptyCentre /></ViewingContext>;
}
