/** Kinds of files that are told apart by their first bytes; everything else is `application/octet-stream`. */
const signatures: readonly (readonly [mediaType: string, bytes: readonly number[], at?: number])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [0x57, 0x45, 0x42, 0x50], 8],
  ['application/zip', [0x50, 0x4b, 0x03, 0x04]],
  ['application/zip', [0x50, 0x4b, 0x05, 0x06]],
];

/** How markup begins that a browser would run or draw, whatever its name says. */
const markup = ['<!doctype', '<html', '<head', '<body', '<script', '<svg', '<?xml', '<iframe', '<math', '<!--'];

/** The media type that the bytes themselves show; what was claimed for them does not count (B4). `head`: the first bytes, 1 KiB is enough. */
export function sniffMediaType(head: Uint8Array): string {
  for (const [mediaType, bytes, at = 0] of signatures) if (bytes.every((byte, index) => head[at + index] === byte)) return mediaType;
  const text = Buffer.from(head.subarray(0, 1024)).toString('utf8').replace(/^\uFEFF/, '');
  const start = text.trimStart().toLowerCase();
  if (markup.some((mark) => start.startsWith(mark))) return start.includes('<svg') ? 'image/svg+xml' : 'text/html';
  return head.length > 0 && isText(head) ? 'text/plain' : 'application/octet-stream';
}

function isText(head: Uint8Array): boolean {
  return head.subarray(0, 1024).every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
