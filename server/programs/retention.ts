import { deliveryDays } from '../../common/contract/webhooks.ts';
import { deleteBatch, type RetentionKind } from '../platform/index.ts';
import { deleteOldDeliveries } from './store/deliveries.ts';
import { deleteOldEndpoints } from './store/endpoints.ts';
import { deleteOldKeys } from './store/keys.ts';

/** How long deliveries can be looked at and repeated, and how long keys that ended are listed. */
export const programsRetention: readonly RetentionKind[] = [
  { key: 'webhook_deliveries', defaultDays: deliveryDays, minimumDays: 7, maximumDays: 365, clean: async (db, before) => (await deleteOldDeliveries(db, before)) + (await deleteOldEndpoints(db, before)) },
  { key: 'incoming_messages', defaultDays: 30, minimumDays: 7, maximumDays: 365, clean: (db, before, limit) => deleteBatch(db, { table: 'incoming_message', column: 'received_at', before, limit }) },
  { key: 'api_keys', defaultDays: 366, minimumDays: 30, maximumDays: 1830, clean: (db, before) => deleteOldKeys(db, before) },
];
