import { z } from 'zod';
import type { NoticeFailureCode } from '../../common/contract/notices.ts';
import type { ProductParts } from '../parts.ts';
import type { Database } from '../platform/index.ts';
import { pushKeys, pushTo, subscriptionPurpose, type BrowserAddress, type PushMessage } from './push.ts';
import { listBrowsers, noteBrowserUsed, removeBrowser } from './store/push.ts';

export type PushedToPerson = { reached: number; expired: number; code: NoticeFailureCode | undefined; detail: string };

/** Sends to every browser of a person. Subscriptions that the push service no longer knows are removed at once. */
export async function pushToPerson(parts: Pick<ProductParts, 'outbound' | 'secrets'>, contact: string, personId: string, message: PushMessage, db: Database, now: Date): Promise<PushedToPerson> {
  const keys = pushKeys(parts.secrets);
  const result: PushedToPerson = { reached: 0, expired: 0, code: undefined, detail: '' };
  const browsers = await listBrowsers(db, personId);
  for (const browser of browsers) {
    const address = openBrowser(parts.secrets.open(subscriptionPurpose, browser.sealed));
    const pushed = address === undefined ? ({ ok: false, code: 'push_expired', detail: '' } as const) : await pushTo(parts.outbound, keys, contact, address, message);
    if (pushed.ok) {
      result.reached += 1;
      await noteBrowserUsed(db, browser.id, now);
    } else if (pushed.code === 'push_expired') {
      result.expired += 1;
      await removeBrowser(db, browser.id);
    } else {
      result.code = pushed.code;
      result.detail = pushed.detail;
    }
  }
  // Nobody is left to try again with.
  if (result.reached === 0 && result.expired === browsers.length) result.code = 'push_none';
  return result;
}

const addressSchema = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() });

function openBrowser(text: string | undefined): BrowserAddress | undefined {
  if (text === undefined) return undefined;
  const parsed = addressSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : undefined;
}
