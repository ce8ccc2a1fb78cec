import { inflateRawSync } from 'node:zlib';

/** Entries of a zip file by name; nothing is inflated yet. */
export type ZipEntries = ReadonlyMap<string, { method: number; packed: Uint8Array; size: number }>;

const mostEntries = 500;
const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;

/** Reads the directory of a zip file; undefined when it is none, is spread over files, is encrypted, or names too many entries. */
export function readZip(bytes: Uint8Array): ZipEntries | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return undefined;
  const count = view.getUint16(end + 10, true);
  if (count > mostEntries || view.getUint16(end + 4, true) !== 0) return undefined;
  const entries = new Map<string, { method: number; packed: Uint8Array; size: number }>();
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== entryMark) return undefined;
    const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
    const [method, packedSize, size] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [nameLength, extraLength, commentLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const local = view.getUint32(at + 42, true);
    if (isEncrypted || local + 30 > bytes.length || view.getUint32(local, true) !== localMark) return undefined;
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (start + packedSize > bytes.length) return undefined;
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString('utf8');
    entries.set(name, { method, packed: bytes.subarray(start, start + packedSize), size });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/**
 * The text of an entry, at most `maximumBytes` of it inflated, whatever the directory says about its size: what is larger is not inflated to
 * the end (B10). `undefined`: there is no such entry; `too_large` and `broken` say why there is no text.
 */
export function inflateText(entries: ZipEntries, name: string, maximumBytes: number): string | undefined | { problem: 'too_large' | 'broken' } {
  const entry = entries.get(name);
  if (entry === undefined) return undefined;
  if (entry.size > maximumBytes) return { problem: 'too_large' };
  if (entry.method === 0) return entry.packed.length > maximumBytes ? { problem: 'too_large' } : Buffer.from(entry.packed).toString('utf8');
  if (entry.method !== 8) return { problem: 'broken' };
  try {
    return inflateRawSync(entry.packed, { maxOutputLength: maximumBytes }).toString('utf8');
  } catch (error) {
    return { problem: error instanceof RangeError ? 'too_large' : 'broken' };
  }
}

/** The end of the directory stands in the last 64 KiB. */
function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= 0 && at > view.byteLength - 65_558; at--) if (view.getUint32(at, true) === endMark) return at;
  return undefined;
}
