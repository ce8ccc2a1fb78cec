import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { createRequestHandler, RouterContextProvider, type RouterContext, type ServerBuild } from 'react-router';
import type { DevelopmentTools } from '../web/development/tools.ts';
import type { PageContext } from '../web/page-context.ts';
import type { AppOperations } from './operations.ts';
import { sessionLifetimeSeconds } from './people/index.ts';
import { readBody } from './platform/http/body.ts';
import type { HttpEnvironment } from './platform/http/context.ts';
import { writeCookie } from './platform/http/cookies.ts';
import { pathToLog } from './platform/http/path.ts';
import { consolePolicy, publicPolicy } from './platform/http/headers.ts';
import { refuseRequest } from './platform/http/problem-page.ts';
import { callerFor, toProblem, type Actor, type Ground, type Refusal } from './platform/index.ts';

export type PageBuild = ServerBuild;

type Parts = { ground: Ground; operations: AppOperations; build(): Promise<PageBuild>; development: boolean; developmentTools?: DevelopmentTools };

const largestForm = 1400;
/** Where somebody signed in may send a file with a form, in KiB. */
const largestUpload = 5300;
const consolePaths = /^\/(?:console|dev)(?:[/.]|$)/;
const uploadPaths = /^\/console\/(?:organisations|entitlements|applications\/import)(?:[/.]|$)/;

/** Draws pages in this process: loaders and actions call the operations as functions, with the reader's own rights. */
export function createPages({ ground, operations, build, development, developmentTools }: Parts): (context: Context<HttpEnvironment>) => Promise<Response> {
  return async (context) => {
    const pages = await build();
    const nonce = randomBytes(16).toString('base64');
    const address = context.get('address');
    const language = context.get('language');
    const requestId = context.get('requestId');
    const actor = await context.get('actor')();
    const call = { actor, language, requestId, publicAddress: address.origin, device: (context.req.header('user-agent') ?? '').slice(0, 300) };
    const page: PageContext = {
      ops: callerFor(ground, operations, call),
      opsOnce: (idempotencyKey) => callerFor(ground, operations, { ...call, idempotencyKey }),
      actor,
      language,
      origin: address.origin,
      secure: address.secure,
      nonce,
      development,
      ...(developmentTools === undefined ? {} : { developmentTools }),
      requestId,
      now: ground.clock.now(),
      timeZone: ground.timeZone(),
      reportFault: (error) => ground.log.error('page.fault', { requestId, path: pathToLog(new URL(context.req.url).pathname), error }),
      explain(refusal) {
        const elsewhere = whereToProve(refusal, actor, context.req);
        if (elsewhere !== undefined) throw elsewhere;
        return toProblem(refusal, language, requestId);
      },
      sessionCookie: (token) => writeCookie('lichun_session', token ?? '', { secure: address.secure, maximumAge: token === null ? 0 : sessionLifetimeSeconds }),
    };
    const router = new RouterContextProvider();
    const { pageContext } = pages.entry.module as unknown as { pageContext: RouterContext<PageContext> };
    router.set(pageContext, page);
    const takesFiles = actor.kind === 'person' && uploadPaths.test(new URL(context.req.url).pathname);
    const request = await boundedRequest(context, takesFiles ? largestUpload : largestForm);
    if (request instanceof Response) return request;
    const response = await createRequestHandler(pages, development ? 'development' : 'production')(request, router);
    const headers = new Headers(response.headers);
    // Pages that may be given to others carry no nonce: they run nothing of their own inline. A page that is not there says no more of itself
    // than where it would be, and outside the console all pages are of that kind.
    const isPublic = headers.get('lichun-cache') === 'minute' || headers.get('lichun-page') === 'public' || (response.status === 404 && !consolePaths.test(new URL(context.req.url).pathname));
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', isPublic ? publicPolicy : consolePolicy(nonce, development));
    headers.delete('lichun-page');
    return new Response(response.body, { status: response.status, headers });
  };
}

/**
 * A page on which something was refused until its reader shows anew who they are, or sets up a second factor, leads there and back (a whole
 * document, from the console too). What only programs read is answered in words, and so is a form that the console sends by itself: it asks for
 * the proof where it stands, so that nothing that was typed is lost.
 */
function whereToProve({ code }: Refusal, actor: Actor, { method, url: address }: { method: string; url: string }): Response | undefined {
  const way = actor.kind !== 'person' ? undefined : code === 'recent_sign_in_required' ? '/account/confirm' : code === 'second_factor_required' ? '/account/security' : undefined;
  if (way === undefined) return undefined;
  const { pathname, searchParams } = new URL(address);
  if (code === 'recent_sign_in_required' && method !== 'GET' && consolePaths.test(pathname) && pathname.endsWith('.data')) return undefined;
  searchParams.delete('_routes');
  searchParams.delete('index');
  const from = `${pathname.replace(/(?:\/_root)?\.data$/, '')}${searchParams.size === 0 ? '' : `?${searchParams}`}`;
  if (from.startsWith(way)) return undefined;
  return new Response(null, { status: 303, headers: { location: `${way}?to=${encodeURIComponent(from)}`, 'x-remix-reload-document': 'true' } });
}

/** The same request with its body read up to the largest form, so that no action can be made to hold more. */
async function boundedRequest(context: Context<HttpEnvironment>, maximumKilobytes: number): Promise<Request | Response> {
  const { raw } = context.req;
  // The address that was asked for may carry a forged host name; pages see the centre's own.
  const url = new URL(context.get('address').origin);
  const asked = new URL(raw.url);
  url.pathname = asked.pathname;
  url.search = asked.search;
  if (raw.method === 'GET' || raw.method === 'HEAD') return new Request(url, { method: raw.method, headers: raw.headers, signal: raw.signal });
  const body = await readBody(raw, maximumKilobytes);
  if (!body.ok) return refuseRequest(context, body.refusal);
  return new Request(url, { method: raw.method, headers: raw.headers, body: body.value, signal: raw.signal });
}
