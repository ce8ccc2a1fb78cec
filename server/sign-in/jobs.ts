import { z } from 'zod';
import type { ProductParts } from '../parts.ts';
import { cleaningJob, defineJob } from '../platform/jobs/index.ts';
import { deleteOldCodes } from './store/codes.ts';
import { deleteOldChallenges } from './store/passkeys.ts';
import { deleteOldVisits } from './store/providers.ts';
import { deleteOldSteps } from './store/steps.ts';

const messageSchema = z.object({ to: z.string(), text: z.string() });

export function createSignInJobs(parts: ProductParts) {
  return {
    /** What was begun is gone after two days: a day of it is what limits look back at. */
    deleteOldSignIns: cleaningJob({ cron: '47 19 * * *', timeZone: 'UTC' }, async (db, now) => {
      const before = new Date(now.getTime() - 2 * 24 * 3600_000);
      const deleted = [await deleteOldCodes(db, before), await deleteOldSteps(db, before), await deleteOldChallenges(db, before), await deleteOldVisits(db, before)];
      return deleted.reduce((sum, count) => sum + count, 0);
    }),
    sendSms: defineJob({
      schema: z.object({ sealed: z.string().max(4000) }), outside: true, retries: 2,
      async run(work, { sealed }) {
        const message = parts.secrets.open('sms', sealed);
        if (parts.sms === undefined || message === undefined) return work.log.warn('sms.dropped');
        await parts.sms.send(messageSchema.parse(JSON.parse(message)));
      },
    }),
  } as const;
}
