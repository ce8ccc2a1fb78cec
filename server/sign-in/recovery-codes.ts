import { randomInt } from 'node:crypto';
import type { Secrets } from '../platform/index.ts';

/** Letters and digits that are not mistaken for one another. */
const letters = '23456789abcdefghjkmnpqrstvwxyz';
const count = 10;

/** Ten codes of 49 bits, as they are shown: two groups of five. */
export function newRecoveryCodes(): string[] {
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: count }, () => `${group()}-${group()}`);
}

/** What is kept of a code: it belongs to one person, and blanks, hyphens and case do not count. */
export function recoveryCodeHash(secrets: Secrets, personId: string, code: string): string {
  return secrets.keyedHash('sign_in.recovery_code', `${personId}:${code.normalize('NFKC').toLowerCase().replace(/[^a-z0-9]/g, '')}`);
}
