import { z } from 'zod';
import { defineJob } from '../platform/jobs/index.ts';
import { eventFacts } from './actions/entitlements.ts';
import { todayOf, type ServicesParts } from './ports.ts';
import { takeUntoldExpired } from './store/entitlements.ts';

const atOnce = 500;

export function serviceJobs(parts: ServicesParts) {
  return {
    /**
     * Tells whose last day is over, each once, also when no program ran on that day. The day decides by itself whether an entitlement holds;
     * this is only the news of it. It goes in steps: what was told stays told when a later step fails, and the next run goes on.
     */
    expireEntitlements: defineJob({
      schema: z.object({}),
      outside: true,
      seconds: 900,
      timetable: { cron: '10 16 * * *', timeZone: 'UTC' },
      async run(work) {
        const today = todayOf(parts, work.now);
        let count = 0;
        for (let told = atOnce; told === atOnce && !work.signal.aborted; count += told) {
          told = await work.step(async ({ db, publish }) => {
            const expired = await takeUntoldExpired(db, today, atOnce);
            if (expired.length > 0) await publish(...expired.map((entitlement) => ({ name: 'entitlement.expired', subject: entitlement.id, data: eventFacts(entitlement) })));
            return expired.length;
          });
        }
        work.log.info('entitlements.expired', { count });
      },
    }),
  } as const;
}
