/** A key in the open: a prefix that scanners of leaked secrets can look for, 256 random bits and a checksum over them. */
export const keyPrefix = 'lck_';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const bodyLength = 43;
const checkLength = 6;

/** The key for 32 random bytes: `lck_`, 43 digits of base 62, 6 digits of checksum. */
export function writeKeyToken(random: Uint8Array): string {
  let value = 0n;
  for (const byte of random) value = value * 256n + BigInt(byte);
  const body = inBase62(value, bodyLength);
  return `${keyPrefix}${body}${checksum(body)}`;
}

/** True for a text that can be one of our keys; a misspelt one never reaches the database. */
export function isKeyToken(text: string): boolean {
  if (!/^lck_[0-9A-Za-z]{49}$/.test(text)) return false;
  const body = text.slice(keyPrefix.length, keyPrefix.length + bodyLength);
  return text.slice(keyPrefix.length + bodyLength) === checksum(body);
}

/** The first letters, which are shown: enough to tell keys apart, too few to guess the rest. */
export function hintOf(token: string): string {
  return token.slice(0, keyPrefix.length + 4);
}

/** CRC-32 of the prefix and the body. It finds typing mistakes and tells scanners a key from noise; it protects nothing. */
function checksum(body: string): string {
  let crc = 0xffffffff;
  for (const character of keyPrefix + body) {
    crc ^= character.charCodeAt(0);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return inBase62(BigInt((crc ^ 0xffffffff) >>> 0), checkLength);
}

function inBase62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = (digits[Number(rest % 62n)] ?? '0') + text;
  return text;
}
