import { Hono, type Context } from 'hono';
import { chooseLanguage } from '../../../common/i18n/language.ts';
import type { Language } from '../../../common/contract/text.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../operations/actor.ts';
import { addressReader } from './address.ts';
import { problem } from './api.ts';
import { chooseEncoding, compress, isCompressible } from './compression.ts';
import type { HttpEnvironment } from './context.ts';
import { readCookie } from './cookies.ts';
import { isDatabaseAway } from '../database/away.ts';
import { closedPolicy, commonHeaders } from './headers.ts';
import { allowedOrigin } from './origin.ts';
import { answerFromCache, type PageCache } from './page-cache.ts';
import { isCanonicalPath, rawPath } from './path.ts';
import type { Configuration } from '../config/schema.ts';

export type ApplicationParts = {
  configuration: Pick<Configuration, 'PUBLIC_URL' | 'ALLOWED_HOSTS' | 'TRUSTED_PROXY'>;
  log: Log;
  now(): Date;
  /** Who a request's cookies say it is. */
  actorOf(request: { cookie: string | undefined; secure: boolean; network: string }): Promise<Actor>;
  defaultLanguage(): Language;
  /** Changes whenever a public page could look different for another reason than the clock. */
  contentVersion(): string;
  pageCache: PageCache;
  health: Hono<HttpEnvironment>;
  api: Hono<HttpEnvironment>;
  assets: Hono<HttpEnvironment>;
  /** Draws a page; a response with the header `lichun-cache: minute` may be given to others. */
  page(context: Context<HttpEnvironment>): Promise<Response>;
  /** Paths below which the development server wants to see requests as they are. */
  development?: boolean;
};

/** Everything that answers HTTP, from the outermost guard inwards. */
export function createApplication(parts: ApplicationParts): Hono<HttpEnvironment> {
  const app = new Hono<HttpEnvironment>();
  const readAddress = addressReader(parts.configuration);

  app.use(async (context, next) => {
    const started = performance.now();
    const incoming = context.env.incoming;
    const header = (name: string) => {
      const value = incoming.headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    const requestId = newId();
    const address = readAddress({ remoteAddress: incoming.socket.remoteAddress, host: header('host'), forwardedFor: header('x-forwarded-for'), forwardedProto: header('x-forwarded-proto') });
    const cookie = header('cookie');
    const explicit = languageInQuery(incoming.url ?? '');
    const language = chooseLanguage({ explicit, remembered: readCookie(cookie, 'lang'), accept: header('accept-language') }, parts.defaultLanguage());
    context.set('requestId', requestId);
    context.set('address', address);
    context.set('language', language);
    let actor: Promise<Actor> | undefined;
    context.set('actor', () => (actor ??= parts.actorOf({ cookie, secure: address.secure, network: address.network })));

    const path = rawPath(incoming.url ?? '/');
    const health = path.startsWith('/health/');
    let response: Response | undefined;
    if (!health && !address.knownHost) response = problem(context, { code: 'unknown_host' });
    else if (!isCanonicalPath(path) && parts.development !== true) response = trailingSlash(context.req.method, path) ?? problem(context, { code: 'not_found' });
    else if (incoming.method !== 'GET' && incoming.method !== 'HEAD' && !allowedOrigin({ origin: header('origin'), fetchSite: header('sec-fetch-site'), cookie, ownOrigin: address.origin })) {
      response = problem(context, { code: 'foreign_origin' });
    }
    if (response !== undefined) context.res = response;
    else await next();

    finish(context, explicit, address.secure);
    const status = context.res.status;
    if (status >= 500 || incoming.method !== 'GET') parts.log.info('http.request', { requestId, method: incoming.method, path, status, milliseconds: Math.round(performance.now() - started) });
    else parts.log.debug('http.request', { requestId, method: incoming.method, path, status });
  });

  app.onError((error, context) => {
    if (isDatabaseAway(error)) {
      parts.log.warn('database.away', { requestId: context.get('requestId'), error });
      return problem(context, { code: 'unavailable', parameters: { seconds: 5 } });
    }
    parts.log.error('http.fault', { requestId: context.get('requestId'), error });
    return problem(context, { code: 'internal_error' });
  });
  app.route('/health', parts.health);
  app.use(cachedPages(parts));
  app.route('/', parts.assets);
  app.route('/api/v1', parts.api);
  app.all('*', (context) => drawPage(context, parts));
  return app;
}

function languageInQuery(target: string): string | undefined {
  return /[?&]lang=([A-Za-z-]{2,10})(?:&|$)/.exec(target)?.[1];
}

/** A page asked for with a slash at its end exists without it. */
function trailingSlash(method: string, path: string): Response | undefined {
  const bare = path.replace(/\/$/, '');
  return (method === 'GET' || method === 'HEAD') && bare !== '' && isCanonicalPath(bare) ? new Response(null, { status: 308, headers: { location: bare } }) : undefined;
}

function finish(context: Context<HttpEnvironment>, explicit: string | undefined, secure: boolean): void {
  const { headers } = context.res;
  for (const [name, value] of commonHeaders) if (!headers.has(name)) headers.set(name, value);
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', closedPolicy);
  if (secure) headers.set('strict-transport-security', 'max-age=31536000');
  headers.set('x-request-id', context.get('requestId'));
  // The wish in the address is remembered, so that the next page needs no parameter. The cookie names a language, nothing else.
  if (explicit === context.get('language')) headers.append('set-cookie', `lang=${explicit}; Path=/; Max-Age=31536000; SameSite=Lax${secure ? '; Secure' : ''}`);
}

function cachedPages(parts: ApplicationParts) {
  return async (context: Context<HttpEnvironment>, next: () => Promise<void>): Promise<Response | undefined> => {
    const { incoming } = context.env;
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD') {
      await next();
      return undefined;
    }
    const page = parts.pageCache.get(cacheKey(context, parts));
    if (page === undefined) {
      await next();
      return undefined;
    }
    return answerFromCache(page, { acceptEncoding: incoming.headers['accept-encoding'] as string | undefined, ifNoneMatch: context.req.header('if-none-match'), head: incoming.method === 'HEAD' });
  };
}

function cacheKey(context: Context<HttpEnvironment>, parts: ApplicationParts): string {
  const minute = Math.floor(parts.now().getTime() / 60_000);
  return `${context.get('language')} ${minute} ${parts.contentVersion()} ${context.get('address').origin} ${context.env.incoming.url ?? ''}`;
}

/** Draws the page, keeps it when it is the same for everyone, and compresses it. */
async function drawPage(context: Context<HttpEnvironment>, parts: ApplicationParts): Promise<Response> {
  const key = cacheKey(context, parts);
  const response = await parts.page(context);
  if (response.body === null) return response;
  const encoding = chooseEncoding(context.req.header('accept-encoding'));
  const headers = new Headers(response.headers);
  const cacheable = headers.get('lichun-cache') === 'minute' && response.status === 200 && !headers.has('set-cookie');
  headers.delete('lichun-cache');
  if (!isCompressible(headers.get('content-type'))) return new Response(response.body, { status: response.status, headers });
  const body = new Uint8Array(await response.arrayBuffer());
  headers.append('vary', 'accept-encoding');
  if (cacheable && context.req.method === 'GET') {
    const entityTag = `W/"${await fingerprint(body)}"`;
    headers.set('cache-control', 'no-cache');
    headers.set('etag', entityTag);
    headers.append('vary', 'accept-language, cookie');
    for (const [name, value] of commonHeaders) headers.set(name, value);
    const page = { status: 200, headers: [...headers.entries()], entityTag, bodies: { identity: body } } as const;
    parts.pageCache.put(key, page);
    return answerFromCache(page, { acceptEncoding: context.req.header('accept-encoding'), ifNoneMatch: context.req.header('if-none-match'), head: false });
  }
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  if (encoding === 'identity' || body.length < 600) return new Response(body, { status: response.status, headers });
  headers.set('content-encoding', encoding);
  headers.delete('content-length');
  return new Response(await compress(body, encoding, false), { status: response.status, headers });
}

async function fingerprint(body: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', body)).toString('base64url').slice(0, 22);
}
