import QRCode from 'qrcode';

const quietZone = 4;
const leastPixels = 480;
const mostKept = 200;
const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** A code as SVG, or as PNG of at least 480 × 480 pixels; the latest 200 are kept. */
export function drawQrCode(form: 'svg' | 'png', content: string): Promise<Uint8Array<ArrayBuffer>> {
  const key = `${form}\n${content}`;
  const image = kept.get(key) ?? draw(form, content);
  kept.delete(key);
  kept.set(key, image);
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return image;
}

/** Black on white in both schemes, with the quiet zone that scanners need. */
async function draw(form: 'svg' | 'png', content: string): Promise<Uint8Array<ArrayBuffer>> {
  const options = { margin: quietZone, errorCorrectionLevel: content.length > 700 ? 'L' : 'M' } as const;
  if (form === 'svg') return new TextEncoder().encode(await QRCode.toString(content, { ...options, type: 'svg' }));
  // Whole pixels for each square: a blurred code reads badly.
  const squares = QRCode.create(content, options).modules.size + 2 * quietZone;
  return new Uint8Array(await QRCode.toBuffer(content, { ...options, type: 'png', scale: Math.ceil(leastPixels / squares) }));
}
