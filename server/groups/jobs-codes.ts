import { z } from 'zod';
import type { ProductParts } from '../parts.ts';
import { defineJob, type JobRegistry } from '../platform/jobs/index.ts';
import { watchGroupCodes } from './actions/report-dead-code.ts';

/** What runs on a clock about codes. */
export function createGroupCodesJobs(parts: ProductParts) {
  return {
    watchGroupCodes: defineJob({
      schema: z.object({}),
      timetable: { cron: '*/10 * * * *', timeZone: 'UTC' },
      async run(work) {
        const counted = await watchGroupCodes(parts, work);
        if (counted.warned + counted.ended > 0) work.log.info('group_codes.watched', counted);
      },
    }),
  } as const satisfies JobRegistry;
}
