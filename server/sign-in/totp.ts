import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const stepSeconds = 30;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new key of 160 bits in base32 (RFC 4226, 4). */
export function newTotpKey(): string {
  let bits = '';
  for (const byte of randomBytes(20)) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join('');
}

function bytesOf(key: string): Buffer {
  const bits = [...key].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}

/** The six digits of a time step (RFC 6238 with SHA-1, which is what apps read). */
export function totpCode(key: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', bytesOf(key)).update(counter).digest();
  const number = mac.readUInt32BE(mac[mac.length - 1]! & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

export function totpStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / stepSeconds);
}

/** The time step whose code this is: the present one, or its neighbours, since clocks differ. Undefined for a wrong code. */
export function matchingStep(key: string, code: string, at: Date): number | undefined {
  const now = totpStep(at);
  const given = Buffer.from(code.padEnd(6).slice(0, 6));
  // Every candidate is compared, so that the time does not tell which came close.
  return [now - 1, now, now + 1].filter((step) => timingSafeEqual(Buffer.from(totpCode(key, step)), given)).at(-1);
}

/** What an authenticator app reads from the QR code. */
export function totpAddress(key: string, issuer: string, account: string): string {
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${new URLSearchParams({ secret: key, issuer, algorithm: 'SHA1', digits: '6', period: String(stepSeconds) })}`;
}
