import type { Context } from 'hono';
import { chooseEncoding, compress, isCompressible } from './compression.ts';
import type { HttpEnvironment } from './context.ts';
import { languageCookie } from './cookies.ts';
import { commonHeaders } from './headers.ts';
import { answerFromCache, type CachedPage } from './page-cache.ts';

/** `shared`: whoever asks is a stranger, so the page may be given to others. Somebody's own page is never kept (C10). */
type Parts = { shared: boolean; draw(context: Context<HttpEnvironment>): Promise<Response>; keep(page: CachedPage): void };

/** Draws the page, keeps it when it is the same for everyone, and compresses it. */
export async function drawPage(context: Context<HttpEnvironment>, { shared, draw, keep }: Parts): Promise<Response> {
  const response = await draw(context);
  const headers = new Headers(response.headers);
  if (response.body === null) {
    headers.delete('lichun-cache');
    return new Response(null, { status: response.status, headers });
  }
  const forEveryone = shared && headers.get('lichun-cache') === 'minute' && response.status === 200 && context.req.method === 'GET' && !headers.has('set-cookie');
  headers.delete('lichun-cache');
  if (!isCompressible(headers.get('content-type'))) return new Response(response.body, { status: response.status, headers });
  const body = new Uint8Array(await response.arrayBuffer());
  const acceptEncoding = context.req.header('accept-encoding');
  if (forEveryone) {
    const page = await toCachedPage(headers, body, context);
    keep(page);
    return answerFromCache(page, { acceptEncoding, ifNoneMatch: context.req.header('if-none-match'), requestId: context.get('requestId') });
  }
  headers.append('vary', 'accept-encoding');
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  const encoding = chooseEncoding(acceptEncoding);
  if (encoding === 'identity' || body.length < 600) return new Response(body, { status: response.status, headers });
  headers.set('content-encoding', encoding);
  headers.delete('content-length');
  return new Response(await compress(body, encoding, false), { status: response.status, headers });
}

/** With every header that the answer needs, so that later requests are answered from here alone. */
async function toCachedPage(drawn: Headers, body: Uint8Array<ArrayBuffer>, context: Context<HttpEnvironment>): Promise<CachedPage> {
  const { secure } = context.get('address');
  const entityTag = `W/"${Buffer.from(await crypto.subtle.digest('SHA-256', body)).toString('base64url').slice(0, 22)}"`;
  const explicit = context.get('explicitLanguage');
  const headers = {
    ...Object.fromEntries(drawn),
    ...Object.fromEntries(commonHeaders),
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    ...(explicit === context.get('language') ? { 'set-cookie': languageCookie(explicit, secure) } : {}),
    'cache-control': 'no-cache',
    etag: entityTag,
    vary: 'accept-encoding, accept-language, cookie',
  };
  return { headers, entityTag, body, encoded: { identity: { headers: { ...headers, 'content-length': String(body.length) }, body } } };
}
