import { z } from 'zod';
import type { ProductParts } from '../parts.ts';
import { defineJob } from '../platform/jobs/index.ts';
import { handleRequests } from './actions/handle-requests.ts';
import { applyRetention } from './actions/retention.ts';

export function createPrivacyJobs(parts: ProductParts) {
  return {
    /** Exports and erasures whose time has come; asked for when one is added, and looked for every five minutes. */
    handlePrivacyRequests: defineJob({ schema: z.object({}), outside: true, seconds: 900, timetable: { cron: '*/5 * * * *', timeZone: 'UTC' }, run: (work) => handleRequests(parts, work) }),
    /** Deletes what has become too old; every hour, because some of it stays for a day only. */
    applyRetention: defineJob({
      schema: z.object({}),
      outside: true,
      seconds: 1800,
      timetable: { cron: '27 * * * *', timeZone: 'UTC' },
      async run(work) {
        await applyRetention(parts.retentionKinds, work);
      },
    }),
  } as const;
}
