import { createECDH } from 'node:crypto';
import type { NoticeFailureCode } from '../../common/contract/notices.ts';
import type { NoticeUrgency } from '../../common/contract/notice-kinds.ts';
import type { Secrets } from '../platform/index.ts';
import type { Outbound } from '../platform/outbound/index.ts';
import { codeOfRefusal } from './bots/index.ts';

/** Where a browser listens, as it gave it. */
export type BrowserAddress = { endpoint: string; p256dh: string; auth: string };
export type PushMessage = { title: string; body: string; address: string; tag: string; urgency: NoticeUrgency };
export type PushKeys = { publicKey: string; privateKey: string };
export type Pushed = { ok: true } | { ok: false; code: NoticeFailureCode; detail: string };

const purpose = 'notices.push_key';
export const subscriptionPurpose = 'notices.push_subscription';
const secondsKept = 24 * 3600;

/** The key pair by which push services know the centre (VAPID, P-256). It follows from the key of the centre: nothing is kept, every node has the same. */
export function pushKeys(secrets: Secrets): PushKeys {
  for (let attempt = 0; ; attempt++) {
    const privateKey = secrets.derive(`${purpose}:${attempt}`);
    const curve = createECDH('prime256v1');
    try {
      curve.setPrivateKey(privateKey);
    } catch (error) {
      // One number in four thousand million is none of the curve's; the next is taken.
      if (attempt < 3) continue;
      throw error;
    }
    return { publicKey: curve.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') };
  }
}

/** Sends one message to one browser, encrypted for it alone. `contact`: whom the push service may write to, `mailto:` or `https:`. */
export async function pushTo(outbound: Outbound, keys: PushKeys, contact: string, browser: BrowserAddress, message: PushMessage): Promise<Pushed> {
  const { default: webPush } = await import('web-push');
  const { urgency, ...content } = message;
  const request = webPush.generateRequestDetails({ endpoint: browser.endpoint, keys: { p256dh: browser.p256dh, auth: browser.auth } }, JSON.stringify(content), {
    vapidDetails: { subject: contact, publicKey: keys.publicKey, privateKey: keys.privateKey },
    TTL: secondsKept,
    urgency: urgency === 'urgent' ? 'high' : urgency,
    contentEncoding: 'aes128gcm',
  });
  const headers = Object.fromEntries(Object.entries(request.headers as Record<string, unknown>).filter(([name]) => name.toLowerCase() !== 'content-length').map(([name, value]) => [name, String(value)]));
  const answer = await outbound.fetchOutside(browser.endpoint, { method: 'POST', headers, body: new Uint8Array(request.body), redirects: 0, maximumBytes: 65_536 });
  if (!answer.ok) return { ok: false, code: codeOfRefusal(answer.reason), detail: answer.code ?? '' };
  if (answer.status >= 200 && answer.status < 300) return { ok: true };
  const detail = `HTTP ${answer.status}`;
  if (answer.status === 404 || answer.status === 410) return { ok: false, code: 'push_expired', detail };
  if (answer.status === 429) return { ok: false, code: 'too_fast', detail };
  return { ok: false, code: answer.status >= 500 ? 'server_busy' : 'push_refused', detail };
}
