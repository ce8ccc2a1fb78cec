import QRCode from 'qrcode';

/** The code that authenticator apps scan, as an image inside the page: it is a secret and has no address of its own. */
export async function drawTotpCode(uri: string): Promise<string> {
  const svg = await QRCode.toString(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'L' });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
