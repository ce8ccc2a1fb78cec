import { renderToReadableStream } from 'react-dom/server';
import { isRouteErrorResponse, ServerRouter, type ActionFunctionArgs, type EntryContext, type LoaderFunctionArgs, type RouterContextProvider } from 'react-router';
import { pageContext } from './page-context.ts';
import type { RouteHandle } from './root.tsx';

export { pageContext };

/** Renders the whole page before answering: nothing is streamed, so that a fault becomes an error page and pages can be kept. */
export default async function handleRequest(request: Request, status: number, headers: Headers, entry: EntryContext, context: RouterContextProvider): Promise<Response> {
  // Plain documents may be given to others, and run nothing inline: they carry no nonce.
  const given = hydrates(entry) ? { nonce: context.get(pageContext).nonce } : {};
  let finalStatus = status;
  const stream = await renderToReadableStream(<ServerRouter context={entry} url={request.url} {...given} />, {
    ...given,
    signal: request.signal,
    onError(error) {
      finalStatus = 500;
      context.get(pageContext).reportFault(error);
    },
  });
  await stream.allReady;
  headers.set('content-type', 'text/html; charset=utf-8');
  return new Response(stream, { status: finalStatus, headers });
}

/** Faults of loaders and actions go where all faults go; a request that its reader gave up is none. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (!request.signal.aborted && !isRouteErrorResponse(error)) context.get(pageContext).reportFault(error);
}

function hydrates({ staticHandlerContext, routeModules }: EntryContext): boolean {
  return staticHandlerContext.matches.some(({ route }) => (routeModules[route.id]?.handle as RouteHandle | undefined)?.hydrate === true);
}
