import { data } from 'react-router';
import { pageContext } from '../page-context.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/SupportPage.ts';
import { EmptyCentre, SupportView } from './SupportView.tsx';
import { headersFor, readSupport } from './support.server.ts';
import { StripContext } from './strip.ts';
import { ViewingContext } from './viewing.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export async function loader({ context, request }: Route.LoaderArgs) {
  const [{ page }, strip] = await Promise.all([readSupport(context, request), context.get(pageContext).ops.readJoinStrip({})]);
  return data({ page, strip: strip.ok ? strip.value.items : [] }, { headers: headersFor(page) });
}

export const headers: Route.HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

export default function SupportPage({ loaderData: { page, strip } }: Route.ComponentProps) {
  const language = useLanguage();
  if (page !== null) return <StripContext value={strip}><SupportView page={page} /></StripContext>;
  return <ViewingContext value={{ language, now: new Date(0).toISOString(), timeZone: 'UTC', example: false }}><EmptyCentre /></ViewingContext>;
}
