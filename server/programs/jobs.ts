import { deliveryDays } from '../../common/contract/webhooks.ts';
import type { ProductParts } from '../parts.ts';
import { cleaningJob } from '../platform/jobs/index.ts';
import { deleteOldDeliveries } from './store/deliveries.ts';
import { deleteOldEndpoints } from './store/endpoints.ts';
import { deleteOldKeys } from './store/keys.ts';

const dayMilliseconds = 24 * 3600_000;
/** Keys that ended are listed for a year. */
const keyDays = 366;

export function createProgramsJobs(_parts: ProductParts) {
  return {
    deleteOldWebhookDeliveries: cleaningJob({ cron: '43 19 * * *', timeZone: 'UTC' }, async (db, now) => {
      const before = new Date(now.getTime() - deliveryDays * dayMilliseconds);
      return (await deleteOldDeliveries(db, before)) + (await deleteOldEndpoints(db, before));
    }),
    deleteOldApiKeys: cleaningJob({ cron: '41 19 * * *', timeZone: 'UTC' }, (db, now) => deleteOldKeys(db, new Date(now.getTime() - keyDays * dayMilliseconds))),
  } as const;
}
