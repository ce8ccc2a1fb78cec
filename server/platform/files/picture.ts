import { crc32, inflateSync } from 'node:zlib';

/** A picture that is one: rebuilt from the parts that draw it, without what cameras and programs write besides. */
export type Picture = { mediaType: 'image/png' | 'image/jpeg'; bytes: Uint8Array; width: number; height: number };
export type PictureRead = { ok: true; picture: Picture } | { ok: false; code: 'picture_kind' | 'picture_broken' | 'picture_too_wide' };

/** Most pixels on a side: what is unpacked stays below 100 MB, whatever the file claims (B10). */
export const mostPixels = 4096;

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Holds bytes to be a PNG or JPEG picture, part by part, and answers it without everything that does not draw it: text, places where photographs
 * were taken, other documents behind its end. Whatever else a file is, a page or a program, is no picture (B4). PNG data is unpacked once, within
 * the size that its head gives (B10).
 */
export function readPicture(bytes: Uint8Array): PictureRead {
  const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (given.subarray(0, 8).equals(pngSignature)) return readPng(given);
  return given[0] === 0xff && given[1] === 0xd8 && given[2] === 0xff ? readJpeg(given) : { ok: false, code: 'picture_kind' };
}

const broken = { ok: false, code: 'picture_broken' } as const;
/** What draws: the head, the colours, what is transparent, the data. */
const drawing = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depths: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };

function readPng(given: Buffer): PictureRead {
  const kept: Buffer[] = [pngSignature];
  const data: Buffer[] = [];
  let head: { width: number; height: number; size: number } | undefined;
  for (let at = 8; at + 12 <= given.length; ) {
    const length = given.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > given.length) return broken;
    const kind = given.toString('latin1', at + 4, at + 8);
    const body = given.subarray(at + 8, at + 8 + length);
    if (crc32(given.subarray(at + 4, at + 8 + length)) !== given.readUInt32BE(end - 4)) return broken;
    if ((kind === 'IHDR') !== (head === undefined)) return broken;
    if (head === undefined) {
      const read = pngHead(body);
      if (!read.ok) return read;
      head = read;
    }
    if (kind === 'IDAT') data.push(body);
    // A part that draws and is not known cannot be left out, and is none that pictures have.
    if (!drawing.includes(kind) && /^[A-Z]/.test(kind)) return broken;
    if (drawing.includes(kind)) kept.push(given.subarray(at, end));
    if (kind === 'IEND') return unpacks(data, head.size) ? { ok: true, picture: { mediaType: 'image/png', bytes: Buffer.concat(kept), width: head.width, height: head.height } } : broken;
    at = end;
  }
  return broken;
}

function pngHead(body: Buffer): { ok: true; width: number; height: number; size: number } | Extract<PictureRead, { ok: false }> {
  if (body.length !== 13) return broken;
  const [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = body.subarray(8);
  if (width < 1 || height < 1 || depths[colour]?.includes(depth) !== true || compression !== 0 || filter !== 0 || interlace > 1) return broken;
  if (width > mostPixels || height > mostPixels) return { ok: false, code: 'picture_too_wide' };
  const line = 1 + Math.ceil((width * depth * (samples[colour] ?? 4)) / 8);
  // Interlaced pictures have up to seven smaller ones, each with lines of its own.
  return { ok: true, width, height, size: interlace === 0 ? line * height : (line + 8) * (height + 8) * 2 };
}

function unpacks(data: readonly Buffer[], size: number): boolean {
  try {
    return inflateSync(Buffer.concat(data), { maxOutputLength: size }).length > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** Kinds of frames that browsers draw: baseline, extended and progressive. */
const frames = [0xc0, 0xc1, 0xc2];

function readJpeg(given: Buffer): PictureRead {
  const kept: Buffer[] = [given.subarray(0, 2)];
  let size: { width: number; height: number } | undefined;
  for (let at = 2; at + 4 <= given.length; ) {
    const marker = given[at + 1] ?? 0;
    if (given[at] !== 0xff) return broken;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + given.readUInt16BE(at + 2);
    if (end > given.length || end < at + 4 || marker < 0xc0) return broken;
    if (frames.includes(marker)) {
      if (size !== undefined || end - at < 10) return broken;
      size = { height: given.readUInt16BE(at + 5), width: given.readUInt16BE(at + 7) };
      if (size.width < 1 || size.height < 1) return broken;
      if (size.width > mostPixels || size.height > mostPixels) return { ok: false, code: 'picture_too_wide' };
    } else if (marker >= 0xc3 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return broken;
    // Of what programs add, only how the colours are meant (Adobe's mark) draws.
    const draws = (marker < 0xe0 || marker === 0xee) && marker !== 0xfe;
    if (marker !== 0xda) {
      if (draws) kept.push(given.subarray(at, end));
      at = end;
      continue;
    }
    if (size === undefined) return broken;
    const next = endOfScan(given, end);
    if (next === undefined) return broken;
    kept.push(given.subarray(at, next));
    if (given[next + 1] === 0xd9) return { ok: true, picture: { mediaType: 'image/jpeg', bytes: Buffer.concat([...kept, Buffer.from([0xff, 0xd9])]), ...size } };
    at = next;
  }
  return broken;
}

/** Where the marker stands that ends a scan; zero bytes and restarts belong to its data. */
function endOfScan(given: Buffer, from: number): number | undefined {
  for (let at = given.indexOf(0xff, from); at !== -1 && at + 1 < given.length; at = given.indexOf(0xff, at + 1)) {
    const follows = given[at + 1] ?? 0;
    if (follows !== 0 && follows !== 0xff && !(follows >= 0xd0 && follows <= 0xd7)) return at;
  }
  return undefined;
}
