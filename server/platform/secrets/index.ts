export { keyFileName, readSecretKey } from './key-file.ts';

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What is kept secret with the centre's own key. Every purpose has a key of its own, so that one's values mean nothing to another. */
export type Secrets = {
  /** Encrypts and authenticates a text for keeping (AES-256-GCM). */
  seal(purpose: string, text: string): string;
  /** What `seal` was given; undefined for anything else, or under another key. */
  open(purpose: string, sealed: string): string | undefined;
  /** A keyed hash (HMAC-SHA-256), hexadecimal: equal for equal texts, meaningless without the key. */
  keyedHash(purpose: string, text: string): string;
  /** 32 bytes for a library that wants a key of its own. */
  derive(purpose: string): Buffer;
  /** Tells keys apart without telling the key. */
  readonly fingerprint: string;
};

const version = 'v1';

/** Everything that the key of the centre protects. `key`: 32 bytes. */
export function createSecrets(key: Uint8Array): Secrets {
  if (key.length !== 32) throw new Error('The key of the centre has 32 bytes');
  const derived = new Map<string, Buffer>();
  const derive = (purpose: string): Buffer => {
    const known = derived.get(purpose) ?? Buffer.from(hkdfSync('sha256', key, '', `lichun:${purpose}`, 32));
    derived.set(purpose, known);
    return known;
  };
  const keyedHash = (purpose: string, text: string) => createHmac('sha256', derive(`hash:${purpose}`)).update(text).digest('hex');
  return {
    derive,
    keyedHash,
    fingerprint: keyedHash('fingerprint', 'centre').slice(0, 16),
    seal(purpose, text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', derive(`seal:${purpose}`), nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    open(purpose, sealed) {
      const [kind, body = ''] = sealed.split('.');
      const bytes = Buffer.from(body, 'base64url');
      if (kind !== version || bytes.length < 28) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', derive(`seal:${purpose}`), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch {
        // Another key, or changed on the way: nothing that can be told from the bytes.
        return undefined;
      }
    },
  };
}
