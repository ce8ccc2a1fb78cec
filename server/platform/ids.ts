import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

let latest = { milliseconds: 0, sequence: 0 };

/**
 * A UUID version 7: sorts by time, so that indexes stay dense; ids that this process makes for the same millisecond sort in the order in
 * which they were made, 4,096 of them. Made here because PostgreSQL 15 has no uuidv7().
 */
export function newId(at: Date = new Date()): string {
  const milliseconds = at.getTime();
  const sequence = milliseconds === latest.milliseconds ? (latest.sequence + 1) & 0xfff : 0;
  latest = { milliseconds, sequence };
  const bytes = randomBytes(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A secret of 256 bits in base64url, for links and cookies. Only its hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a secret, hexadecimal; what the database keeps of it. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two strings in constant time. */
export function sameSecret(left: string, right: string): boolean {
  const [one, other] = [createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest()];
  return timingSafeEqual(one, other);
}
