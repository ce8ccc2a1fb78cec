import { randomInt } from 'node:crypto';
import type { Secrets } from '../platform/index.ts';
import { slowHash } from './password.ts';

/** Letters and digits that are not mistaken for one another. */
const letters = '23456789abcdefghjkmnpqrstvwxyz';
const count = 10;

/** Ten codes of 49 bits, as they are shown: two groups of five. */
function newRecoveryCodes(): string[] {
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: count }, () => `${group()}-${group()}`);
}

/**
 * What is kept of a code: it belongs to one person, and blanks, hyphens and case do not count. 49 bits are few, so that it is hashed like a
 * password (ASVS 5.0, 6.5.2), with a salt for each person that nobody knows without the key of the centre.
 */
export function recoveryCodeHash(secrets: Secrets, personId: string, code: string): Promise<string> {
  return slowHash(code.normalize('NFKC').toLowerCase().replace(/[^a-z0-9]/g, ''), Buffer.from(secrets.keyedHash('sign_in.recovery_code', personId), 'hex'));
}

export type MadeCodes = { codes: string[]; hashes: string[] };

/** New codes with what is kept of them: half a second of work, for outside the transaction. One after the other, since each takes 16 MB. */
export async function makeRecoveryCodes(secrets: Secrets, personId: string): Promise<MadeCodes> {
  const codes = newRecoveryCodes();
  const hashes: string[] = [];
  for (const code of codes) hashes.push(await recoveryCodeHash(secrets, personId, code));
  return { codes, hashes };
}
