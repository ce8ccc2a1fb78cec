import { hookMessageDays } from '../../common/contract/hooks.ts';
import { deliveryDays } from '../../common/contract/webhooks.ts';
import { deleteBatch, type Database, type RetentionKind } from '../platform/index.ts';
import { waitsForNobody } from './store/deliveries.ts';
import { deleteOldEndpoints } from './store/endpoints.ts';
import { deleteOldHooks } from './store/hooks.ts';
import { deleteOldKeys } from './store/keys.ts';

/** How long deliveries can be looked at and repeated, and how long keys that ended are listed. */
export const programsRetention: readonly RetentionKind[] = [
  { key: 'webhook_deliveries', defaultDays: deliveryDays, minimumDays: 7, maximumDays: 365, clean: cleanDeliveries },
  { key: 'incoming_messages', defaultDays: hookMessageDays, minimumDays: 7, maximumDays: 365, clean: cleanMessages },
  { key: 'api_keys', defaultDays: 366, minimumDays: 30, maximumDays: 1830, clean: (db, before) => deleteOldKeys(db, before) },
];

/** What ended, what has waited for as long for a receiver that is off and would go out however old when it is switched on, and receivers that were deleted. */
async function cleanDeliveries(db: Database, before: Date, limit: number): Promise<number> {
  const ended = await deleteBatch(db, { table: 'webhook_delivery', column: 'ended_at', before, limit });
  const waiting = await deleteBatch(db, { table: 'webhook_delivery', column: 'created_at', before, limit, only: waitsForNobody });
  return ended + waiting + (await deleteOldEndpoints(db, before));
}

async function cleanMessages(db: Database, before: Date, limit: number): Promise<number> {
  const taken = await deleteBatch(db, { table: 'incoming_message', column: 'received_at', before, limit });
  const refused = await deleteBatch(db, { table: 'incoming_refusal', column: 'last_at', before, limit });
  return taken + refused + (await deleteOldHooks(db, before));
}
