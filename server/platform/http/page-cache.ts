import { chooseEncoding, compress, type Encoding } from './compression.ts';

/** A public page, rendered once per language, query, minute and content version; kept compressed as readers accept it. */
type CachedPage = { status: number; headers: readonly (readonly [string, string])[]; entityTag: string; bodies: Partial<Record<Encoding, Uint8Array<ArrayBuffer>>> & { identity: Uint8Array<ArrayBuffer> } };

export type PageCache = {
  get(key: string): CachedPage | undefined;
  put(key: string, page: CachedPage): void;
  readonly size: number;
};

/** Holds at most `maximumPages` and `maximumBytes`; the oldest goes first, so that made-up queries cannot fill the memory. */
export function createPageCache(maximumPages = 500, maximumBytes = 24 * 1024 * 1024): PageCache {
  const pages = new Map<string, CachedPage>();
  let bytes = 0;
  return {
    get: (key) => pages.get(key),
    put(key, page) {
      const size = page.bodies.identity.length;
      if (size > maximumBytes / 8) return;
      const before = pages.get(key);
      if (before) bytes -= before.bodies.identity.length;
      pages.delete(key);
      pages.set(key, page);
      bytes += size;
      for (const [oldest, { bodies }] of pages) {
        if (pages.size <= maximumPages && bytes <= maximumBytes) break;
        pages.delete(oldest);
        bytes -= bodies.identity.length;
      }
    },
    get size() {
      return pages.size;
    },
  };
}

/** The answer for a cached page: 304 when the reader has it, else the body in the best encoding. */
export function answerFromCache(page: CachedPage, request: { acceptEncoding: string | undefined; ifNoneMatch: string | undefined; head: boolean }): Response | Promise<Response> {
  if (request.ifNoneMatch === page.entityTag) return new Response(null, { status: 304, headers: [...page.headers.filter(([name]) => name !== 'content-type')] as [string, string][] });
  const encoding = chooseEncoding(request.acceptEncoding);
  const ready = page.bodies[encoding];
  if (ready !== undefined) return bodyResponse(page, encoding, ready, request.head);
  return compress(page.bodies.identity, encoding, false).then((body) => {
    page.bodies[encoding] = body;
    return bodyResponse(page, encoding, body, request.head);
  });
}

function bodyResponse(page: CachedPage, encoding: Encoding, body: Uint8Array<ArrayBuffer>, head: boolean): Response {
  const headers: [string, string][] = page.headers.map(([name, value]) => [name, value]);
  if (encoding !== 'identity') headers.push(['content-encoding', encoding]);
  headers.push(['content-length', String(body.length)]);
  return new Response(head ? null : body, { status: page.status, headers });
}
