import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const keyLength = 32;

function derive(password: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** scrypt with its parameters and salt beside the key, so that the cost can rise later without losing old passwords. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, keyLength, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** What is kept of a short secret that was drawn, not chosen: slow to guess, at half the cost of a password since ten are made at once. 64 hexadecimal digits. */
export async function slowHash(secret: string, salt: Buffer): Promise<string> {
  return (await derive(secret, salt, keyLength, { ...cost, N: cost.N / 2 })).toString('hex');
}

/** True when `password` made `stored`. Compares in constant time. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [method, N, r, p, salt, key] = stored.split('$');
  if (method !== 'scrypt' || salt === undefined || key === undefined) throw new Error('Unknown password hash');
  const expected = Buffer.from(key, 'base64url');
  const actual = await derive(password, Buffer.from(salt, 'base64url'), expected.length, { N: Number(N), r: Number(r), p: Number(p), maxmem: cost.maxmem });
  return timingSafeEqual(expected, actual);
}

let decoy: Promise<string> | undefined;

/** Takes as long as a real comparison, for names that do not exist: the time must not tell who has an account (D8). */
export async function verifyNothing(password: string): Promise<false> {
  await verifyPassword(password, await (decoy ??= hashPassword(randomBytes(12).toString('hex'))));
  return false;
}
