import type { ReceiverParts } from './receive.ts';
import { receiveMessage } from './receive.ts';
import { done, refuse, type Outcome } from '../../platform/index.ts';

/** Most that another system may send at once, in KiB. */
export const largestMessage = 256;

export type IncomingRequest = { name: string; headers: Headers; body: Uint8Array };

/** Takes an HTTP request to `/hooks/<name>`. The signature is over the bytes, so nothing reads them before. */
export function createIncoming(parts: ReceiverParts): (request: IncomingRequest) => Promise<Outcome<{ effect: boolean }>> {
  return async ({ name, headers, body }) => {
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    } catch {
      // Not UTF-8: no sender of JSON sends that.
      return refuse('unreadable_body');
    }
    const outcome = await receiveMessage(parts, name, { headers: Object.fromEntries(headers), body: text });
    return outcome.ok ? done(outcome.value) : outcome;
  };
}
