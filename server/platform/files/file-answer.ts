import { Readable } from 'node:stream';
import { z } from 'zod';

/** What a `download` operation answers: a file, as its name, kind and bytes. Over HTTP it is sent as an attachment, never as a page. */
export const fileAnswerSchema = z.object({
  name: z.string().max(255),
  mediaType: z.string().max(127),
  size: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  open: z.custom<() => Readable>((value) => typeof value === 'function'),
});
export type FileAnswer = z.output<typeof fileAnswerSchema>;

/** A file that was made in memory. */
export function madeFile(name: string, mediaType: string, bytes: Uint8Array): FileAnswer {
  return { name, mediaType, size: bytes.length, open: () => Readable.from([bytes]) };
}

/** Kinds that a browser may be told; anything it could run or draw as a document of ours goes out as plain bytes (B4). */
const harmless = ['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/zip', 'text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

/** The HTTP answer: always an attachment, never sniffed, in a sandbox, for this reader only and not kept. */
export function downloadResponse({ name, mediaType, size, open }: FileAnswer): Response {
  return new Response(Readable.toWeb(open()) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': harmless.includes(mediaType) ? mediaType : 'application/octet-stream',
      'content-length': String(size),
      'content-disposition': contentDisposition(name),
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}

/** RFC 6266: a plain fall-back for old readers, and the whole name as RFC 5987 encodes it (B5). */
export function contentDisposition(name: string): string {
  const shown = name.slice(0, 255).toWellFormed();
  const plain = shown.replace(/[^A-Za-z0-9 ._-]/g, '_').slice(0, 150) || 'file';
  const encoded = encodeURIComponent(shown).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
