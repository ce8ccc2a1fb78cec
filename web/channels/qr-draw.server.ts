import QRCode from 'qrcode';

const pixels = 600;
const mostKept = 200;
const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** A code as SVG, or as PNG of 600 × 600 pixels; the latest 200 are kept. */
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
  const options = { margin: 4, errorCorrectionLevel: content.length > 700 ? 'L' : 'M' } as const;
  if (form === 'svg') return new TextEncoder().encode(await QRCode.toString(content, { ...options, type: 'svg' }));
  return new Uint8Array(await QRCode.toBuffer(content, { ...options, type: 'png', width: pixels }));
}
