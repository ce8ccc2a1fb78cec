import type { Events } from './generated.ts';

/** A message of a webhook: what happened, when, to what. `type` tells which `data` it has. */
export type WebhookMessage = { [Type in keyof Events]: { id: string; type: Type; timestamp: string; subject: { kind: string; id: string }; data: Events[Type] } }[keyof Events];

/** The message is not from the centre, was changed, or is too old. Answer 400 and do nothing. */
export class WebhookRefused extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'WebhookRefused';
  }
}

type Headers = { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;

const toleranceSeconds = 300;

/**
 * Checks a message and reads it. `body` is the text as it came, byte for byte: parse nothing before. Throws `WebhookRefused`.
 * The same `id` may come more than once: do what it asks once.
 */
export async function verifyWebhook(headers: Headers, body: string, secret: string, now: Date = new Date()): Promise<WebhookMessage> {
  const [id, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headerOf(headers, name));
  if (id === undefined || timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) throw new WebhookRefused('The message is not signed');
  if (secret.replace('whsec_', '') === '') throw new WebhookRefused('There is no secret to check with');
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds) throw new WebhookRefused('The message is too old, or from the future');
  const key = await crypto.subtle.importKey('raw', fromBase64(secret.replace('whsec_', '')), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const one of signature.split(' ').slice(0, 10)) {
    // The comparison is the browser’s own, in constant time.
    if (one.startsWith('v1,') && (await crypto.subtle.verify('HMAC', key, fromBase64(one.slice(3)), content))) return { id, ...(JSON.parse(body) as object) } as WebhookMessage;
  }
  throw new WebhookRefused('The signature is wrong');
}

function headerOf(headers: Headers, name: string): string | undefined {
  if (typeof headers.get === 'function') return (headers as { get(name: string): string | null }).get(name) ?? undefined;
  const value = (headers as Readonly<Record<string, string | readonly string[] | undefined>>)[name];
  return typeof value === 'string' ? value : value?.[0];
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    // Not base64: it fits nothing.
    return new Uint8Array(1);
  }
}
