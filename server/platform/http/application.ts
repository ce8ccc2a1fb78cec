import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import type { Language } from '../../../common/contract/text.ts';
import type { Configuration } from '../config/schema.ts';
import { refusalOf } from '../database/away.ts';
import type { Log } from '../log.ts';
import { beginStep, currentRequestId, nameStep, type Observation } from '../observation/index.ts';
import type { Actor } from '../operations/actor.ts';
import type { RequestAddress } from './address.ts';
import { askingReader } from './asking.ts';
import type { HttpEnvironment } from './context.ts';
import { drawPage } from './draw-page.ts';
import { closedPolicy, commonHeaders } from './headers.ts';
import { allowedOrigin } from './origin.ts';
import { languageCookie } from './cookies.ts';
import { answerFromCache, type PageCache } from './page-cache.ts';
import { isCanonicalPath, pathToLog, rawPath } from './path.ts';
import { refuseRequest } from './problem-page.ts';

export type ApplicationParts = {
  configuration: Pick<Configuration, 'PUBLIC_URL' | 'ALLOWED_HOSTS' | 'TRUSTED_PROXY'>;
  log: Log;
  now(): Date;
  /** Who a request's cookies say it is. What is known for some moments is enough for one that only reads. */
  actorOf(request: { cookie: string | undefined; secure: boolean; network: string; reading: boolean }): Promise<Actor>;
  /** Whether cookies may be somebody's session: pages for them are neither taken from the shared cache nor put into it. */
  mayBeSignedIn(cookie: string | undefined): boolean;
  /** The languages that visitors are shown, the default first. */
  centreLanguages(): readonly Language[];
  /** Changes whenever a public page could look different for another reason than the clock. */
  contentVersion(): string;
  pageCache: PageCache;
  observation?: Observation;
  /** Answers `/metrics`, for who has the token. */
  metrics?: (context: Context<HttpEnvironment>) => Response | Promise<Response>;
  health: Hono<HttpEnvironment>;
  api: Hono<HttpEnvironment>;
  /** What other systems tell. */
  hooks: Hono<HttpEnvironment>;
  assets: Hono<HttpEnvironment>;
  /** Draws a page; a response with the header `lichun-cache: minute` may be given to others. */
  page(context: Context<HttpEnvironment>): Promise<Response>;
  /** Under the development server, paths are not held to one spelling: its modules have many. */
  development?: boolean;
};

export type HttpApplication = { fetch(request: Request, bindings: HttpBindings): Response | Promise<Response> };

/** Everything that answers HTTP: pages that are ready first, then from the outermost guard inwards. */
export function createApplication(parts: ApplicationParts): HttpApplication {
  const readAsking = askingReader(parts.configuration, () => parts.centreLanguages());
  const guarded = createGuarded(parts, readAsking);

  /** A ready page was put under a key that only a guarded request can have had: known host, canonical path, this language and minute. */
  return {
    fetch(request, bindings) {
      const { incoming } = bindings;
      if (incoming.method === 'GET') {
        const { address, language, cookie } = readAsking(incoming);
        const page = address.knownHost && !parts.mayBeSignedIn(cookie) ? parts.pageCache.get(cacheKey(parts, language, address.origin, incoming.url ?? '')) : undefined;
        if (page !== undefined) {
          parts.observation?.note({ kind: 'request', name: 'page', outcome: '200', seconds: 0 });
          return answerFromCache(page, { acceptEncoding: incoming.headers['accept-encoding'] as string | undefined, ifNoneMatch: incoming.headers['if-none-match'], requestId: requestIdOf(incoming, address) });
        }
      }
      const { address } = readAsking(incoming);
      const traceparent = address.fromProxy ? one(incoming.headers['traceparent']) : undefined;
      const step = { kind: 'request', name: routeOf(rawPath(incoming.url ?? '/')), requestId: requestIdOf(incoming, address), traceparent, attributes: { 'http.request.method': methodOf(incoming.method) } } as const;
      return beginStep(parts.observation, step, () => guarded.fetch(request, bindings), (response) => String(response.status));
    },
  };
}

/** Nobody reads it; proxies write the same number into their logs. */
const leftStatus = 499;

function createGuarded(parts: ApplicationParts, readAsking: ReturnType<typeof askingReader>): Hono<HttpEnvironment> {
  const app = new Hono<HttpEnvironment>();

  app.use(async (context, next) => {
    const started = performance.now();
    const { incoming } = context.env;
    const requestId = currentRequestId() ?? randomUUID();
    const { address, language, explicit, cookie } = readAsking(incoming);
    context.set('requestId', requestId);
    context.set('address', address);
    context.set('language', language);
    context.set('explicitLanguage', explicit);
    let actor: Promise<Actor> | undefined;
    context.set('actor', () => (actor ??= parts.actorOf({ cookie, secure: address.secure, network: address.network, reading: isReading(incoming) })));

    const path = rawPath(incoming.url ?? '/');
    const refused = refuseAtTheDoor(context, path, parts.development === true);
    if (refused === undefined) await next();
    else {
      nameStep('refused');
      context.res = refused;
    }

    // What broke off because nobody waits for it any more is no fault of ours: it must not look like one in the log and in the figures.
    if (context.res.status >= 500 && incoming.socket.destroyed) context.res = new Response(null, { status: leftStatus });
    finish(context, explicit, address.secure);
    const { status } = context.res;
    const fields = { requestId, method: incoming.method, path: pathToLog(path), status, milliseconds: Math.round(performance.now() - started) };
    if (status >= 500 || incoming.method !== 'GET') parts.log.info('http.request', fields);
    else parts.log.debug('http.request', fields);
  });

  app.onError((error, context) => {
    const passing = refusalOf(error);
    if (passing !== undefined) {
      parts.log.warn('database.away', { requestId: context.get('requestId'), code: passing.code, error });
      return refuseRequest(context, passing);
    }
    parts.log.error('http.fault', { requestId: context.get('requestId'), error });
    return refuseRequest(context, { code: 'internal_error' });
  });
  if (parts.metrics !== undefined) app.get('/metrics', parts.metrics);
  app.route('/health', parts.health);
  app.route('/', parts.assets);
  app.route('/api/v1', parts.api);
  app.route('/hooks', parts.hooks);
  app.all('*', (context) =>
    drawPage(context, {
      shared: !parts.mayBeSignedIn(context.env.incoming.headers.cookie),
      draw: (asked) => parts.page(asked),
      keep: (page) => parts.pageCache.put(cacheKey(parts, context.get('language'), context.get('address').origin, context.env.incoming.url ?? ''), page),
    }),
  );
  return app;
}

/** Unknown hosts, other spellings and other sites' requests get no further. */
function refuseAtTheDoor(context: Context<HttpEnvironment>, path: string, development: boolean): Response | undefined {
  const { incoming } = context.env;
  const address = context.get('address');
  const reading = isReading(incoming);
  if (!address.knownHost && !path.startsWith('/health/')) return refuseRequest(context, { code: 'unknown_host' });
  if (!development && !isCanonicalPath(path)) return (reading ? trailingSlash(path) : undefined) ?? refuseRequest(context, { code: 'not_found' });
  const fetchSite = context.req.header('sec-fetch-site');
  // A key is sent by who has it, never attached by a browser: no page of somebody else can ride on it (D10).
  const byKey = incoming.headers.authorization !== undefined && path.startsWith('/api/');
  if (!reading && !byKey && !allowedOrigin({ origin: incoming.headers.origin, fetchSite, cookie: incoming.headers.cookie, ownOrigin: address.origin })) return refuseRequest(context, { code: 'foreign_origin' });
  return undefined;
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** A page asked for with a slash at its end exists without it. */
function trailingSlash(path: string): Response | undefined {
  const bare = path.replace(/\/$/, '');
  return bare !== '' && isCanonicalPath(bare) ? new Response(null, { status: 308, headers: { location: bare } }) : undefined;
}

function finish(context: Context<HttpEnvironment>, explicit: string | undefined, secure: boolean): void {
  const { headers } = context.res;
  for (const [name, value] of commonHeaders) if (!headers.has(name)) headers.set(name, value);
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', closedPolicy);
  if (secure) headers.set('strict-transport-security', 'max-age=31536000');
  headers.set('x-request-id', context.get('requestId'));
  // The wish in the address is remembered, so that the next page needs no parameter. The cookie names a language, nothing else.
  if (explicit === context.get('language') && !/(?:^|,\s?)lang=/.test(headers.get('set-cookie') ?? '')) headers.append('set-cookie', languageCookie(explicit, secure));
}

function cacheKey(parts: ApplicationParts, language: Language, origin: string, target: string): string {
  return `${language} ${Math.floor(parts.now().getTime() / 60_000)} ${parts.contentVersion()} ${origin} ${target}`;
}

/** The id that our own proxy gave the request, so that its log and ours can be read together; else one of ours. */
function requestIdOf({ headers }: IncomingMessage, address: RequestAddress): string {
  const given = address.fromProxy ? one(headers['x-request-id']) : undefined;
  return given !== undefined && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : randomUUID();
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** What a request is counted as, until an operation says its own name; a bounded set, whatever strangers ask for. */
function routeOf(path: string): string {
  const [, first = ''] = path.split('/', 2);
  return { api: 'api', health: 'health', assets: 'asset', metrics: 'metrics', console: 'console' }[first] ?? 'page';
}

function methodOf(method: string | undefined): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].find((known) => known === method) ?? 'other';
}
