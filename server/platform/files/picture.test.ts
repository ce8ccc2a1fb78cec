import { crc32, deflateSync, inflateSync } from 'node:zlib';
import QRCode from 'qrcode';
import { describe, expect, test } from 'vitest';
import { cpuSeconds } from '../../../test/harness/cpu.ts';
import { mostPixels, readPicture } from './picture.ts';

const png = () => QRCode.toBuffer('https://example.com/g/stream', { type: 'png', scale: 6 });

function part(kind: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
function head(width: number, height: number, depth = 8, colour = 0): Buffer {
  const body = Buffer.alloc(13);
  body.writeUInt32BE(width, 0);
  body.writeUInt32BE(height, 4);
  body[8] = depth;
  body[9] = colour;
  return part('IHDR', body);
}
const grey = (width: number, height: number) => part('IDAT', deflateSync(Buffer.alloc((width + 1) * height)));
/** With its sum off by a bit. */
const spoiled = (whole: Buffer) => Buffer.concat([whole.subarray(0, -1), Buffer.from([(whole.at(-1) ?? 0) ^ 1])]);
const end = part('IEND', Buffer.alloc(0));

/** A grey JPEG of 8 × 8 pixels, as small as they get, with what is put in front of its tables and behind its end. */
function jpeg({ before = Buffer.alloc(0), behind = Buffer.alloc(0), width = 8, height = 8, frame = 0xc0 } = {}): Buffer {
  const size = Buffer.from([0xff, frame, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  const quantities = Buffer.concat([Buffer.from([0xff, 0xdb, 0, 67, 0]), Buffer.alloc(64, 16)]);
  const codes = Buffer.from([0xff, 0xc4, 0, 20, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x7f, 0xff, 0x00, 0xff, 0xd0, 0x12]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), before, quantities, size, codes, scan, Buffer.from([0xff, 0xd9]), behind]);
}
const refusal = (bytes: Uint8Array) => {
  const read = readPicture(bytes);
  return read.ok ? 'a picture' : read.code;
};

describe('a picture stays one', () => {
  test('a QR code as PNG comes back as it was drawn', async () => {
    const given = await png();
    const read = readPicture(given);
    expect(read).toMatchObject({ ok: true, picture: { mediaType: 'image/png' } });
    expect(read.ok && readPicture(read.picture.bytes)).toEqual(read);
  });

  test('text, places and times that programs wrote into a PNG are gone, and so is what stands behind its end', () => {
    const text = part('tEXt', Buffer.from('Author\0Canary'));
    const read = readPicture(Buffer.concat([signature, head(2, 2), text, part('eXIf', Buffer.from('Canary')), grey(2, 2), end, Buffer.from('<script>Canary</script>')]));
    expect(read).toMatchObject({ ok: true, picture: { width: 2, height: 2 } });
    expect(read.ok && Buffer.from(read.picture.bytes).includes('Canary')).toBe(false);
  });

  test('and those of a JPEG, where the photograph was taken among them', () => {
    const exif = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 14]), Buffer.from('Exif\0\0Canary')]);
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 8]), Buffer.from('Canary')]);
    const read = readPicture(jpeg({ before: Buffer.concat([exif, comment]), behind: Buffer.from('PK\u0003\u0004Canary') }));
    expect(read).toMatchObject({ ok: true, picture: { mediaType: 'image/jpeg', width: 8, height: 8 } });
    expect(read.ok && Buffer.from(read.picture.bytes).includes('Canary')).toBe(false);
    expect(read.ok && readPicture(read.picture.bytes)).toEqual(read);
  });
});

test.each([
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['HTML', '<!doctype html><script>alert(1)</script>'],
  ['XML', '<?xml version="1.0"?><svg/>'],
  ['GIF', 'GIF89a'],
  ['text', 'hello'],
  ['nothing', ''],
])('B4: %s is no picture', (_name, content) => expect(refusal(Buffer.from(content))).toBe('picture_kind'));

describe('what only begins like a picture is none', () => {
  test.each<[string, () => Buffer]>([
    ['a page behind the first bytes of a PNG', () => Buffer.concat([signature, Buffer.from('<html><script>alert(1)</script></html>')])],
    ['a page behind the first bytes of a JPEG', () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('<html><script>alert(1)</script></html>')])],
    ['a PNG without its end', () => Buffer.concat([signature, head(2, 2), grey(2, 2)])],
    ['a PNG without data', () => Buffer.concat([signature, head(2, 2), end])],
    ['a PNG whose sum is wrong', () => Buffer.concat([signature, head(2, 2), spoiled(grey(2, 2)), end])],
    ['a PNG with two heads', () => Buffer.concat([signature, head(2, 2), head(2, 2), grey(2, 2), end])],
    ['a PNG with an unknown part that draws', () => Buffer.concat([signature, head(2, 2), part('EVIL', Buffer.from('x')), grey(2, 2), end])],
    ['a PNG of no width', () => Buffer.concat([signature, head(0, 2), grey(2, 2), end])],
    ['a JPEG without a frame', () => Buffer.concat([Buffer.from([0xff, 0xd8]), jpeg().subarray(jpeg().indexOf(Buffer.from([0xff, 0xda])))])],
    ['a JPEG without its end', () => jpeg().subarray(0, -2)],
    ['a JPEG that browsers do not draw', () => jpeg({ frame: 0xc3 })],
  ])('%s', (_name, made) => expect(refusal(made())).toBe('picture_broken'));

  test('a picture cut anywhere is broken or whole, and never a fault', async () => {
    for (const whole of [await png(), jpeg()]) for (let length = 0; length < whole.length; length += 1) expect(refusal(whole.subarray(0, length))).not.toBe('a picture');
  });
});

describe('B10: a picture that unpacks to more than it says', () => {
  test('is refused at once', () => {
    const packed = deflateSync(Buffer.alloc(64 * 1024 * 1024));
    const bomb = Buffer.concat([signature, head(8, 8), part('IDAT', packed), end]);
    const whole = cpuSeconds(() => inflateSync(packed));
    expect(cpuSeconds(() => expect(refusal(bomb)).toBe('picture_broken'))).toBeLessThan(whole / 2);
  });
  test('or says that it is enormous', () => {
    expect(refusal(Buffer.concat([signature, head(30_000, 30_000), grey(2, 2), end]))).toBe('picture_too_wide');
    expect(refusal(jpeg({ width: 30_000, height: 30_000 }))).toBe('picture_too_wide');
    expect(refusal(Buffer.concat([signature, head(mostPixels, 1), grey(mostPixels, 1), end]))).toBe('a picture');
  });
});
