import { z } from 'zod';
import { dayLater } from '../../common/contract/day.ts';
import { defineJob } from '../platform/jobs/index.ts';
import { eventFacts } from './actions/entitlements.ts';
import { todayOf, type ServicesParts } from './ports.ts';
import { listExpiredBetween } from './store/entitlements.ts';

export function serviceJobs(parts: ServicesParts) {
  return {
    /** Tells whose last day was yesterday. The day decides by itself whether an entitlement holds; this is only the news of it. */
    expireEntitlements: defineJob({
      schema: z.object({}),
      timetable: { cron: '10 16 * * *', timeZone: 'UTC' },
      async run(work) {
        const today = todayOf(parts, work.now);
        const expired = await listExpiredBetween(work.db, dayLater(today, -1), today);
        for (const entitlement of expired) await work.publish({ name: 'entitlement.expired', subject: entitlement.id, data: eventFacts(entitlement) });
        work.log.info('entitlements.expired', { count: expired.length });
      },
    }),
  } as const;
}
