import type { NoticeFailureCode } from '../../common/contract/notices.ts';
import type { NoticeUrgency } from '../../common/contract/notice-kinds.ts';
import type { Database, Secrets } from '../platform/index.ts';
import type { Outbound } from '../platform/outbound/index.ts';
import { codeOfRefusal } from './bots/index.ts';
import { keepPushKey, readPushKey } from './store/push.ts';

/** Where a browser listens, as it gave it. */
export type BrowserAddress = { endpoint: string; p256dh: string; auth: string };
export type PushMessage = { title: string; body: string; address: string; tag: string; urgency: NoticeUrgency };
export type PushKeys = { publicKey: string; privateKey: string };
export type Pushed = { ok: true } | { ok: false; code: NoticeFailureCode; detail: string };

const purpose = 'notices.push_key';
export const subscriptionPurpose = 'notices.push_subscription';
const secondsKept = 24 * 3600;

/** The key pair by which push services know the centre: made once, by whoever comes first. Another would make every subscription worthless. */
export async function pushKeys(db: Database, secrets: Secrets, now: Date): Promise<PushKeys | undefined> {
  const found = await readPushKey(db);
  if (found !== undefined) return opened(found, secrets);
  const { default: webPush } = await import('web-push');
  const made = webPush.generateVAPIDKeys();
  await keepPushKey(db, { publicKey: made.publicKey, sealed: secrets.seal(purpose, made.privateKey), now });
  const kept = await readPushKey(db);
  return kept === undefined ? undefined : opened(kept, secrets);
}

function opened({ publicKey, sealed }: { publicKey: string; sealed: string }, secrets: Secrets): PushKeys | undefined {
  const privateKey = secrets.open(purpose, sealed);
  return privateKey === undefined ? undefined : { publicKey, privateKey };
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
