import { chooseEncoding, compress, type Encoding } from './compression.ts';

type Headers = Readonly<Record<string, string>>;

/** A public page, drawn once per language, address, minute and content version; kept compressed as readers accept it. */
export type CachedPage = {
  /** Everything but the encoding and the request's own id. */
  headers: Headers;
  entityTag: string;
  body: Uint8Array<ArrayBuffer>;
  /** Ready answers by encoding; `identity` is there from the start. */
  encoded: Partial<Record<Encoding, { headers: Headers; body: Uint8Array<ArrayBuffer> }>>;
};

export type PageCache = {
  get(key: string): CachedPage | undefined;
  put(key: string, page: CachedPage): void;
  readonly size: number;
  /** How often a page was there, and how often it was not. */
  readonly counts: { hits: number; misses: number };
};

/** Holds at most `maximumPages` and `maximumBytes`; the oldest goes first, so that made-up queries cannot fill the memory. */
export function createPageCache(maximumPages = 500, maximumBytes = 24 * 1024 * 1024): PageCache {
  const pages = new Map<string, CachedPage>();
  let bytes = 0;
  const counts = { hits: 0, misses: 0 };
  return {
    counts,
    get(key) {
      const page = pages.get(key);
      if (page !== undefined) counts.hits += 1;
      return page;
    },
    put(key, page) {
      // Only what may be kept comes here: requests that no cache could answer are no misses.
      counts.misses += 1;
      const size = page.body.length;
      if (size > maximumBytes / 8) return;
      bytes -= pages.get(key)?.body.length ?? 0;
      pages.delete(key);
      pages.set(key, page);
      bytes += size;
      for (const [oldest, { body }] of pages) {
        if (pages.size <= maximumPages && bytes <= maximumBytes) break;
        pages.delete(oldest);
        bytes -= body.length;
      }
    },
    get size() {
      return pages.size;
    },
  };
}

/**
 * The answer for a cached page: 304 when the reader has it, else the body in the best encoding.
 * Headers stay a plain object and nothing is read back from the answer, because that is what the server sends without a detour.
 */
export function answerFromCache(page: CachedPage, request: { acceptEncoding: string | undefined; ifNoneMatch: string | undefined; requestId: string }): Response | Promise<Response> {
  if (request.ifNoneMatch === page.entityTag) return new Response(null, { status: 304, headers: { ...page.headers, 'x-request-id': request.requestId } });
  const encoding = chooseEncoding(request.acceptEncoding);
  const ready = page.encoded[encoding];
  if (ready !== undefined) return new Response(ready.body, { headers: { ...ready.headers, 'x-request-id': request.requestId } });
  return compress(page.body, encoding, false).then((body) => {
    const encoded = { headers: { ...page.headers, 'content-encoding': encoding, 'content-length': String(body.length) }, body };
    page.encoded[encoding] = encoded;
    return new Response(body, { headers: { ...encoded.headers, 'x-request-id': request.requestId } });
  });
}
