import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { isTimely, readSignatures, secretPrefix, signedContent } from './rules/signature.ts';

/** A secret of 256 bits as Standard Webhooks writes it. */
export function newWebhookSecret(): string {
  return secretPrefix + randomBytes(32).toString('base64');
}

/** The header `webhook-signature`: one signature for each secret that counts. */
export function signMessage(secrets: readonly string[], message: { id: string; at: Date; body: string }): string {
  return secrets.map((secret) => `v1,${signatureOf(secret, message.id, seconds(message.at), message.body)}`).join(' ');
}

export type SignatureVerdict = 'good' | 'unsigned' | 'untimely' | 'wrong';

/** Checks a message's signature in constant time, and that it is no older (or newer) than five minutes. */
export function checkSignature(secrets: readonly string[], message: { id: string | undefined; timestamp: string | undefined; signature: string | undefined; body: string }, now: Date): SignatureVerdict {
  const { id, timestamp, signature, body } = message;
  if (id === undefined || timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp) || !/^[\x21-\x7e]{1,200}$/.test(id)) return 'unsigned';
  const given = readSignatures(signature).map((one) => Buffer.from(one));
  const right = secrets.map((secret) => Buffer.from(signatureOf(secret, id, Number(timestamp), body)));
  let fits = false;
  for (const one of given) for (const other of right) if (one.length === other.length && timingSafeEqual(one, other)) fits = true;
  if (!fits) return 'wrong';
  return isTimely(Number(timestamp), now) ? 'good' : 'untimely';
}

export function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

function signatureOf(secret: string, id: string, at: number, body: string): string {
  const key = Buffer.from(secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret, 'base64');
  return createHmac('sha256', key).update(signedContent(id, at, body)).digest('base64');
}
