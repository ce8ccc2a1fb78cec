import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

export type Encoding = 'br' | 'gzip' | 'identity';

/** The best encoding that the reader accepts. */
export function chooseEncoding(accept: string | undefined): Encoding {
  if (accept === undefined) return 'identity';
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?\b)/.test(accept)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\b)/.test(accept) ? 'gzip' : 'identity';
}

/** Compresses for `encoding`; `lasting` content is worth more effort because it is compressed once. */
export async function compress(body: Uint8Array, encoding: Encoding, lasting: boolean): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'identity') return new Uint8Array(body);
  if (encoding === 'gzip') return new Uint8Array(await deflate(body, { level: lasting ? 9 : 6 }));
  return new Uint8Array(await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: lasting ? 9 : 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }));
}

/** True for content that shrinks. */
export function isCompressible(contentType: string | null | undefined): boolean {
  return contentType != null && /^(?:text\/|application\/(?:json|javascript|problem\+json|manifest\+json|yaml|schema\+json)|image\/svg\+xml)/.test(contentType);
}
