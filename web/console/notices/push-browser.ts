/** What went wrong when a browser was asked to take pushes. */
export type PushRefusal = { ok: false; why: 'denied' | 'unsupported' } | { ok: false; why: 'failed'; reason: string };
export type PushSubscribed = { ok: true; endpoint: string; p256dh: string; auth: string };

const worker = '/push-worker.js';

/** True where pushes can be had at all; browsers give them over https only. */
export function pushSupported(): boolean {
  return typeof navigator !== 'undefined' && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window && window.isSecureContext;
}

/** Asks the person and the browser; answers where the browser listens from now on. */
export async function subscribeToPush(publicKey: string): Promise<PushSubscribed | PushRefusal> {
  if (!pushSupported()) return { ok: false, why: 'unsupported' };
  if ((await Notification.requestPermission()) !== 'granted') return { ok: false, why: 'denied' };
  try {
    await navigator.serviceWorker.register(worker);
    const { pushManager } = await navigator.serviceWorker.ready;
    const known = await pushManager.getSubscription();
    // A subscription for another key, from before the centre was restored elsewhere, brings nothing.
    if (known !== null && keyOf(known.options.applicationServerKey) !== publicKey) await known.unsubscribe();
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) });
    return { ok: true, endpoint: subscription.endpoint, p256dh: keyOf(subscription.getKey('p256dh')), auth: keyOf(subscription.getKey('auth')) };
  } catch (error) {
    return { ok: false, why: 'failed', reason: error instanceof Error ? error.name : 'unknown' };
  }
}

/** Which browser on which system, in a few words for the list. */
export function describeBrowser(agent: string): { browser: string; system: string } {
  const find = (names: readonly (readonly [RegExp, string])[]) => names.find(([pattern]) => pattern.test(agent))?.[1] ?? '?';
  return {
    browser: find([[/Edg\//, 'Edge'], [/Firefox\//, 'Firefox'], [/OPR\//, 'Opera'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari']]),
    system: find([[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS/, 'macOS'], [/Linux/, 'Linux']]),
  };
}

function keyOf(buffer: ArrayBuffer | null): string {
  if (buffer === null) return '';
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}

function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
